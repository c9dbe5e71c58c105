package sharing.runner.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;

/**
 * A step of a lesson, which is a column of the class's tables.
 *
 * @param lesson as in {@code 04-flags}
 * @param step its number, counted from 1
 * @param title what it is about
 * @param max the weight of the step
 */
record StepColumn(String lesson, int step, String title, double max) {

  /** All steps of the class's lessons, in order, also those that only some results have. */
  static List<StepColumn> of(ClassResult result) {
    List<StepColumn> columns = new ArrayList<>();
    for (String lesson : result.lessons()) {
      TreeMap<Integer, StepColumn> steps = new TreeMap<>();
      for (StudentResult student : result.students()) {
        for (StepResult step : lesson(student, lesson).map(LessonResult::steps).orElse(List.of())) {
          steps.putIfAbsent(
              step.step(), new StepColumn(lesson, step.step(), step.title(), step.max()));
        }
      }
      columns.addAll(steps.values());
    }
    return columns;
  }

  /** The result of a lesson of a submission; nothing if it was not graded. */
  static Optional<LessonResult> lesson(StudentResult student, String lesson) {
    return student.lessons().stream().filter(each -> each.lesson().equals(lesson)).findFirst();
  }

  /** The result of this step of a submission; nothing if it was not graded. */
  Optional<StepResult> in(StudentResult student) {
    return lesson(student, lesson).stream()
        .flatMap(each -> each.steps().stream())
        .filter(each -> each.step() == step)
        .findFirst();
  }

  /** As in {@code 04-flags step 2}. */
  String name() {
    return lesson + " step " + step;
  }
}
