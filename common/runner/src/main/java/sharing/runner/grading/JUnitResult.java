package sharing.runner.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sharing.runner.JUnitXml;
import sharing.runner.JUnitXml.Case;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * Writes JUnit's XML, which CodeGrade and others read.
 *
 * <p>The format knows no points: a reader counts tests.
 *
 * @see <a href="http://llg.cubic.org/docs/junit/">a description of the format</a>
 */
public final class JUnitResult {

  private JUnitResult() {}

  /**
   * One document with a suite for each lesson.
   *
   * @param lessons the lessons of one student
   */
  public static String of(List<LessonResult> lessons) {
    Map<String, List<Case>> suites = new LinkedHashMap<>();
    lessons.forEach(lesson -> suites.put(lesson.lesson(), cases(lesson)));
    return JUnitXml.of(suites);
  }

  /**
   * The tests of a lesson. The class name is the lesson and the step, as in {@code
   * 04-flags.step-2}. If a file does not compile, or no test ran, a failed case named {@code
   * submission} comes first.
   */
  public static List<Case> cases(LessonResult lesson) {
    List<Case> cases = new ArrayList<>();
    String notes = LessonNotes.of(lesson);
    if (!notes.isEmpty()) {
      cases.add(new Case(lesson.lesson(), LessonNotes.NAME, notes, 0));
    }
    for (StepResult step : lesson.steps()) {
      for (TestGrade test : step.tests()) {
        String message = LessonNotes.messageOf(test);
        String className = lesson.lesson() + ".step-" + step.step();
        cases.add(new Case(className, test.name(), message, test.milliseconds()));
      }
    }
    return cases;
  }
}
