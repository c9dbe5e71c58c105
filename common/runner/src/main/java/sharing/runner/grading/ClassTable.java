package sharing.runner.grading;

import java.util.ArrayList;
import java.util.List;
import sharing.runner.grading.ClassResult.StudentResult;

/** The points of a class as a table for spreadsheets and gradebooks. */
public final class ClassTable {
  /** The name of the file. */
  public static final String FILE = "grades.csv";

  /** Without it, a spreadsheet reads the names in the machine's own encoding. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ClassTable() {}

  /**
   * The table as CSV (RFC 4180), to be written in UTF-8. Under one header line, each line is one
   * student: a gradebook would take a line of maxima for a student, and a spreadsheet would count
   * it in each mean.
   *
   * <p>The columns are {@code student}, {@code total}, {@code max} (the points of right answers to
   * the graded lessons), one for each lesson ({@code 04-flags}), and then one for each step ({@code
   * 04-flags step 1}). Points have a dot and two decimals at most. A cell is empty if the lesson
   * was not graded. A text that a spreadsheet would run as a formula begins with an apostrophe. The
   * table begins with a byte order mark only if it has a character outside ASCII.
   */
  public static String csv(ClassResult result) {
    List<StepColumn> steps = StepColumn.of(result);
    List<String> header = new ArrayList<>(List.of("student", "total", "max"));
    result.lessons().forEach(lesson -> header.add(Csv.name(lesson)));
    steps.forEach(step -> header.add(Csv.name(step.name())));
    StringBuilder csv = new StringBuilder(Csv.row(header));
    for (StudentResult student : result.students()) {
      List<String> cells = new ArrayList<>();
      cells.add(Csv.name(student.student()));
      cells.add(Points.text(student.score()));
      cells.add(Points.text(student.max()));
      for (String lesson : result.lessons()) {
        cells.add(
            StepColumn.lesson(student, lesson).map(each -> Points.text(each.score())).orElse(""));
      }
      steps.forEach(
          step -> cells.add(step.in(student).map(each -> Points.text(each.score())).orElse("")));
      csv.append(Csv.row(cells));
    }
    boolean ascii = csv.chars().allMatch(each -> each < 128);
    return ascii ? csv.toString() : BYTE_ORDER_MARK + csv;
  }
}
