package sharing.runner.grading;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tables as comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class Csv {

  private Csv() {}

  /** One row, ending with a new line. */
  static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\n";
  }

  /**
   * A name as the text of a cell. A spreadsheet takes a text that begins with one of {@code =+-@}
   * for a formula, and runs it: an apostrophe in front keeps it from that.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
   */
  static String name(String name) {
    String line = PlainText.line(name).strip();
    return line.matches("[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*") ? "'" + line : line;
  }

  /**
   * The lessons that at least one student has, in order, each with the points of a right answer.
   */
  static Map<String, Double> lessons(Map<String, List<LessonResult>> students) {
    Map<String, Double> lessons = new TreeMap<>();
    students
        .values()
        .forEach(
            results ->
                results.forEach(each -> lessons.merge(each.lesson(), each.max(), Math::max)));
    return lessons;
  }

  private static String cell(String text) {
    return text.matches("(?s).*[\",;\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
