package sharing.runner.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sharing.runner.Variant;

/**
 * What the answer on a page needs that not every machine has. A line of the page says so: {@code -
 * Needs: `JDK 21`} for a newer JDK than the course needs, or {@code - Needs: `XREADGROUP CLAIM`}
 * for a command of the Redis server, and perhaps one word among its arguments.
 *
 * @param what the text between the backticks
 */
public record Need(String what) {
  private static final Pattern LINE = Pattern.compile("(?m)^- Needs:(.*)$");
  private static final Pattern FORM = Pattern.compile(" `(JDK \\d{2,3}|(?!JDK)[A-Z]+( [A-Z]+)?)`");
  private static final String JDK = "JDK ";

  /**
   * The need that a page names, or nothing.
   *
   * @param page the text of the page
   * @throws IllegalArgumentException if the line has neither of the two forms, or if the JDK is not
   *     newer than the course's
   */
  static Optional<Need> of(String page) {
    Matcher line = LINE.matcher(page);
    if (!line.find()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(line.group(1));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "this line must be like - Needs: `JDK 21`, or like - Needs: `XREADGROUP CLAIM`: "
              + line.group());
    }
    Need need = new Need(form.group(1));
    if (need.isJdk() && need.release() <= Variant.RELEASE) {
      throw new IllegalArgumentException(
          "every JDK of the course is JDK " + Variant.RELEASE + " or newer: " + line.group());
    }
    return Optional.of(need);
  }

  /** Whether it is a newer JDK; otherwise it is a command of the server. */
  boolean isJdk() {
    return what.startsWith(JDK);
  }

  /** The Java release for which the answer is compiled. */
  int release() {
    return isJdk() ? Integer.parseInt(what.substring(JDK.length())) : Variant.RELEASE;
  }
}
