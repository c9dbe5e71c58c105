package sharing.bench;

/** The frame of a page that needs no other file and no network, light or dark, and its text. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --page: #fff; --ink: #222; --soft: #666; --line: #ccc }
      body { margin: 0; background: var(--page); color: var(--ink);
        font: 16px/1.5 system-ui, sans-serif }
      main { max-width: 42rem; margin: 0 auto; padding: 1rem }
      h1 { font-size: 1.6rem; line-height: 1.2 }
      h2 { font-size: 1.2rem; margin-top: 3rem }
      svg { display: block; width: 100%; max-width: 36rem; height: auto }
      .dark { display: none }
      .wide { overflow-x: auto }
      table { border-collapse: collapse; font-size: .85rem; width: 100% }
      th, td { text-align: right; padding: .2rem .4rem; border-bottom: 1px solid var(--line);
        vertical-align: top }
      th:first-child, td:first-child { text-align: left }
      td:nth-child(2) { white-space: nowrap }
      td.gap { white-space: normal }
      .facts td { text-align: left; white-space: normal }
      .quoted, small { color: var(--soft) }
      .gap { color: #b00020 }
      code { font-size: .85em; overflow-wrap: anywhere }
      @media (prefers-color-scheme: dark) {
        :root { --page: #16191d; --ink: #ddd; --soft: #999; --line: #444 }
        .light { display: none }
        .dark { display: block }
        .gap { color: #ff8a80 }
      }
      @media print {
        :root { --page: #fff; --ink: #000; --soft: #444; --line: #999 }
        .light { display: block }
        .dark { display: none }
        section { break-inside: avoid }
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
