package sharing.runner;

import java.io.Console;
import java.util.regex.Pattern;

/**
 * Colour for a report where a person reads it: on a terminal, and not in a log.
 *
 * @see <a href="https://no-color.org">NO_COLOR, the variable that turns it off</a>
 */
final class Terminal {
  private static final Pattern DONE = Pattern.compile("(?m)^  done .*$");
  private static final Pattern HEADLINE =
      Pattern.compile(
          "(?m)^(?:  next .*|Step \\d+: .*"
              + "|  (?:What was run|What happened|How it came about|Step by step|What it wrote|What it printed|Rule|Where|Then run|Hint .*))$");
  private static final String GREEN = "\u001b[32m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private Terminal() {}

  /** The report, with colour if somebody reads it on a terminal that has some. */
  static String colour(String report) {
    return isOne() ? coloured(report) : report;
  }

  /** The report with colour. */
  static String coloured(String report) {
    String done = DONE.matcher(report).replaceAll(GREEN + "$0" + PLAIN);
    return HEADLINE.matcher(done).replaceAll(BOLD + "$0" + PLAIN);
  }

  private static boolean isOne() {
    Console console = System.console();
    String kind = System.getenv("TERM");
    boolean isPlain = kind == null || kind.equals("dumb") || System.getenv("NO_COLOR") != null;
    return console != null && !isPlain && isTerminal(console);
  }

  /** From JDK 22 on there is a console in any case, and it can be asked. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
