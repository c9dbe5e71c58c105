package sharing.runner.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a class as a file that the gradebook of Canvas imports.
 *
 * <p>A student's name is in the columns for the name and for the login ID. Canvas looks for the
 * login first, then for the name. The columns with other IDs are empty.
 *
 * @see <a
 *     href="https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb">the
 *     importer</a>, which finds the columns by these headings
 */
public final class CanvasCsv {

  private CanvasCsv() {}

  /**
   * The table, with a column for each lesson. The first row holds the headings, and the second the
   * points of a right answer. A cell is empty if a student has no result for the lesson.
   *
   * @param students the lessons of each student, under the name of the student's folder
   */
  public static String of(Map<String, List<LessonResult>> students) {
    Map<String, Double> lessons = Csv.lessons(students);
    List<String> head =
        new ArrayList<>(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section"));
    head.addAll(lessons.keySet().stream().map(Csv::name).toList());
    List<String> possible = new ArrayList<>(List.of("Points Possible", "", "", "", ""));
    lessons.values().forEach(max -> possible.add(Points.rounded(max).toString()));
    StringBuilder table = new StringBuilder(Csv.row(head)).append(Csv.row(possible));
    students.forEach(
        (student, results) -> {
          String name = Csv.name(student);
          List<String> row = new ArrayList<>(List.of(name, "", "", name, ""));
          for (String lesson : lessons.keySet()) {
            row.add(
                results.stream()
                    .filter(each -> each.lesson().equals(lesson))
                    .map(each -> Points.rounded(each.score()).toString())
                    .findFirst()
                    .orElse(""));
          }
          table.append(Csv.row(row));
        });
    return table.toString();
  }
}
