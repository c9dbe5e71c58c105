package sharing.runner.grading;

import java.util.List;
import java.util.Map;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * Writes the lines from which Moodle's Virtual Programming Lab takes a grade and comments.
 *
 * <p>VPL takes the last line that begins with its tag for a grade. Here, each line of a message
 * stands behind the tag for a comment, so no message can set a grade. A comment that begins with a
 * dash is a title; one that begins with {@code >} is shown as it is.
 *
 * @see <a href="https://github.com/jcrodriguez-dis/moodle-mod_vpl">VPL's source</a>, where {@code
 *     vpl_submission.class.php} reads these lines
 */
public final class VplLines {
  private static final String GRADE = "Grade :=>> ";
  private static final String TITLE = "Comment :=>>-";
  private static final String TEXT = "Comment :=>> ";
  private static final String AS_IT_IS = "Comment :=>>> ";

  private VplLines() {}

  /**
   * The lines, the last of which is the grade. It lies between the values of {@code VPL_GRADEMIN}
   * and {@code VPL_GRADEMAX}, which VPL sets; between 0 and 10 if they are not set, as in VPL's own
   * scripts.
   *
   * @param lessons the lessons of one student
   * @throws IllegalArgumentException if one of the two variables is not a number
   */
  public static String of(List<LessonResult> lessons) {
    return of(lessons, System.getenv());
  }

  /** The same for a given environment. */
  static String of(List<LessonResult> lessons, Map<String, String> environment) {
    double lowest = number(environment, "VPL_GRADEMIN", 0);
    double highest = number(environment, "VPL_GRADEMAX", 10);
    StringBuilder lines = new StringBuilder();
    for (LessonResult lesson : lessons) {
      add(
          lines,
          TITLE,
          lesson.lesson() + ": " + Points.of(lesson.score(), lesson.max()) + " points");
      addMessage(lines, LessonNotes.of(lesson));
      lesson.steps().forEach(step -> add(lines, TEXT, summary(step)));
      lesson.steps().forEach(step -> addFailures(lines, lesson.lesson(), step));
    }
    double max = Points.max(lessons);
    double share = max == 0 ? 0 : Points.score(lessons) / max;
    add(lines, GRADE, Points.rounded(lowest + share * (highest - lowest), 2).toString());
    return lines.toString();
  }

  private static String summary(StepResult step) {
    return "Step "
        + step.step()
        + ", "
        + step.title()
        + ": "
        + Points.of(step.score(), step.max())
        + " points";
  }

  private static void addFailures(StringBuilder lines, String lesson, StepResult step) {
    for (TestGrade test : step.tests()) {
      if (!test.passed()) {
        String title = lesson + ", step " + step.step() + ": " + test.name() + " ";
        add(lines, TITLE, title + test.verdict());
        addMessage(lines, LessonNotes.messageOf(test));
      }
    }
  }

  private static void addMessage(StringBuilder lines, String message) {
    message.lines().forEach(line -> add(lines, AS_IT_IS, line));
  }

  private static void add(StringBuilder lines, String tag, String text) {
    lines.append(tag).append(PlainText.line(text)).append('\n');
  }

  private static double number(Map<String, String> environment, String name, double otherwise) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      return otherwise;
    }
    try {
      return Double.parseDouble(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected: the environment variable " + name + " is a number. Seen: " + value, e);
    }
  }
}
