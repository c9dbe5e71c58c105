package sharing.runner.check;

import java.io.PrintStream;

/** Prints a row for each variant that was judged, below the folder that its page is in. */
final class OutcomeTable {
  private static final int SAID = 26;
  private static final String ROW = "%-36s %-9s %-" + SAID + "s %6s%n";

  private final PrintStream out;
  private String lastFolder = "";

  /** Prints the heading. */
  OutcomeTable(String lesson, PrintStream out) {
    this.out = out;
    out.printf(ROW, lesson, "verdict", "said by", "ms");
  }

  void print(VariantOutcome outcome) {
    String folder = folder(outcome.variant());
    if (!folder.equals(lastFolder)) {
      out.println("  " + folder);
      lastFolder = folder;
    }
    String name =
        folder.isEmpty()
            ? "  " + outcome.variant()
            : "    " + outcome.variant().substring(folder.length() + 1);
    String said = outcome.verdict().said();
    out.printf(
        ROW,
        name,
        outcome.verdict().verdict(),
        said.length() <= SAID ? said : said.substring(0, SAID - 3) + "...",
        time(outcome));
    out.flush();
  }

  private static Object time(VariantOutcome outcome) {
    if (outcome.isLeftOut()) {
      return "-";
    }
    return outcome.runs() == 0 ? "kept" : outcome.nanos() / 1_000_000;
  }

  /** The folder that the variant's page is in; empty for skeleton and solution. */
  private static String folder(String variant) {
    return variant.substring(0, Math.max(0, variant.indexOf('/')));
  }
}
