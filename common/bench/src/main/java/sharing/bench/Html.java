package sharing.bench;

/** The frame of a page that needs no other file and no network, light or dark, and its text. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --page: #fff; --ink: #222; --soft: #595959; --line: #ddd;
        --dot: #1f5fa8; --yours: #b5541c; --bad: #b00020 }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.5 system-ui, sans-serif }
      main { max-width: 46rem; margin: 0 auto; padding: 1rem }
      h1 { font-size: 1.6rem; line-height: 1.2 }
      h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .5rem }
      h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
      p { margin: .5rem 0 }
      .chart { font-size: .85rem; margin: 1rem 0; line-height: 1.3 }
      .row { display: grid; grid-template-columns: 14rem 1fr; column-gap: 1rem; align-items: center;
        padding: .2rem 0 }
      .label { overflow-wrap: anywhere }
      .track { position: relative; height: 1.5rem;
        background: linear-gradient(var(--line), var(--line)) 0 50% / 100% 1px no-repeat }
      .track > *, .axis > * { position: absolute }
      .dot { width: .7rem; height: .7rem; border-radius: 50%; top: .4rem; margin-left: -.35rem;
        background: var(--dot) }
      .range { height: 2px; top: calc(50% - 1px); background: var(--dot) }
      .dot.yours, .range.yours { background: var(--yours) }
      .base { top: -.2rem; bottom: -.2rem; border-left: 1px dashed var(--soft) }
      b.after, b.before { font-weight: 600; white-space: nowrap; top: .2rem; padding: 0 .2rem;
        background: var(--page) }
      b.after { margin-left: .55rem }
      b.before { margin-right: .55rem }
      b.yours { color: var(--yours) }
      .axis { position: relative; height: 1.2rem; color: var(--soft) }
      .axis span { transform: translateX(-50%); white-space: nowrap }
      .axis span.first { transform: none }
      .axis span.last { transform: translateX(-100%) }
      .note { grid-column: 2; color: var(--soft); font-size: .9em }
      .wide { overflow-x: auto }
      table { border-collapse: collapse; font-size: .85rem; width: 100% }
      th, td { text-align: right; padding: .2rem .4rem; border-bottom: 1px solid var(--line);
        vertical-align: top }
      th:first-child, td:first-child { text-align: left }
      .facts td { text-align: left; overflow-wrap: anywhere }
      small { color: var(--soft) }
      .gap { color: var(--bad) }
      code { font-size: .85em; overflow-wrap: anywhere }
      @media (max-width: 40rem) {
        .row { display: block }
        .track { margin: .1rem 0 .3rem }
      }
      @media (prefers-color-scheme: dark) {
        :root { --page: #16191d; --ink: #ddd; --soft: #a0a0a0; --line: #3a3f45; --dot: #7db4f0;
          --yours: #f0a86b; --bad: #ff8a80 }
      }
      @media print {
        :root { --page: #fff; --ink: #000; --soft: #444; --line: #bbb; --dot: #000; --yours: #666;
          --bad: #000 }
        * { print-color-adjust: exact }
        .row, tr, h2, h3 { break-inside: avoid; break-after: auto }
        h2, h3 { break-after: avoid }
      }
      """;

  private Html() {}

  /**
   * @param title the title, as text
   * @param body the rest, as HTML
   */
  static String page(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        """
        + "<title>"
        + text(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n<main>\n<h1>"
        + text(title)
        + "</h1>\n"
        + body
        + "\n</main>\n</html>\n";
  }

  /** A text as HTML that shows it unchanged. */
  static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * A part of a page between the markers of what students do not get, whole lines of it.
   *
   * @param part ends with a new line
   */
  static String forInstructors(String part) {
    String name = "instructors";
    return "<!-- " + name + " -->\n" + part + "<!-- /" + name + " -->\n";
  }
}
