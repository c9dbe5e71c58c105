package sharing.runner.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a class as a file that the gradebook of Moodle imports.
 *
 * <p>Grades are percentages, because 100 is the highest grade of a grade item that Moodle makes on
 * import.
 *
 * @see <a href="https://docs.moodle.org/en/Grade_import">its documentation</a>
 */
public final class MoodleCsv {

  private MoodleCsv() {}

  /**
   * The table, with a heading, a column for the student, and one for each lesson. A cell is {@code
   * -}, which Moodle reads as no grade, if a student has no result for the lesson.
   *
   * @param students the lessons of each student, under the name of the student's folder
   */
  public static String of(Map<String, List<LessonResult>> students) {
    List<String> lessons = List.copyOf(Csv.lessons(students).keySet());
    List<String> head = new ArrayList<>(List.of("ID number"));
    head.addAll(lessons.stream().map(Csv::name).toList());
    StringBuilder table = new StringBuilder(Csv.row(head));
    students.forEach(
        (student, results) -> {
          List<String> row = new ArrayList<>(List.of(Csv.name(student)));
          for (String lesson : lessons) {
            row.add(
                results.stream()
                    .filter(each -> each.lesson().equals(lesson))
                    .map(MoodleCsv::percent)
                    .findFirst()
                    .orElse("-"));
          }
          table.append(Csv.row(row));
        });
    return table.toString();
  }

  private static String percent(LessonResult result) {
    double share = result.max() == 0 ? 0 : result.score() / result.max();
    return Points.rounded(100 * share, 2).toString();
  }
}
