package sharing.runner.edition;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that only instructors and authors read. It is in the lines from one with {@value #BEGIN} to
 * the next one with {@value #END}, in files of any kind. Both are comments in Markdown, HTML and
 * XML, so they are invisible.
 */
final class InstructorLines {
  static final String BEGIN = "<!-- instructors -->";
  static final String END = "<!-- /instructors -->";

  private InstructorLines() {}

  /**
   * A text without these lines.
   *
   * @param path where the text is from
   * @return lines that end with a line feed
   * @throws RefusedException if a marker has no partner
   */
  static String left(String path, String text) throws RefusedException {
    List<String> left = new ArrayList<>();
    boolean isInside = false;
    for (String line : text.lines().toList()) {
      if (line.contains(BEGIN)) {
        if (isInside) {
          throw new RefusedException(path + " has " + BEGIN + " twice, and no " + END + " between");
        }
        isInside = true;
      }
      if (!isInside) {
        left.add(line + "\n");
      }
      if (line.contains(END)) {
        if (!isInside) {
          throw new RefusedException(path + " has " + END + " without " + BEGIN + " before it");
        }
        isInside = false;
      }
    }
    if (isInside) {
      throw new RefusedException(path + " has " + BEGIN + " without " + END + " after it");
    }
    return String.join("", left);
  }
}
