package sharing.runner.grading;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sharing.runner.ClassPath;
import sharing.runner.Lesson;
import sharing.runner.Step;
import sharing.runner.TestResult;
import sharing.runner.TestRun;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;
import sharing.testkit.Failure;

/**
 * Grades answers to one lesson with the tests of this checkout. Only the Java files below the
 * lesson's {@code src/main/java} are taken, as copies: nothing of a submission is run in place or
 * written to. Only tests that belong to a step count. Any number of threads may use it.
 */
public final class Grading {
  private final Lesson lesson;
  private final String classPath;
  private final Weights weights;
  private final List<Step> plan;

  /** Runs the tests on the classes in a folder; may write to another one. */
  public interface Judge {
    /** Runs them. */
    TestRun run(Path classes, Path work) throws IOException, InterruptedException;
  }

  /**
   * @param classPath of the lesson's tests; the skeleton's classes may be among it
   * @param work a folder for finding out which tests there are
   * @throws IllegalArgumentException if the weights name a step that does not exist
   */
  public Grading(Lesson lesson, String classPath, Weights weights, Path work)
      throws IOException, InterruptedException {
    this.lesson = lesson;
    this.classPath = ClassPath.without(lesson.compiledSources(), classPath);
    this.weights = weights;
    this.plan = Step.of(TestRun.plan(classPath, lesson.compiledTests(), work));
    if (plan.isEmpty()) {
      throw new IllegalStateException("no test of " + lesson.slug() + " belongs to a step");
    }
    weights.assertFit(lesson, plan.stream().map(Step::number).collect(Collectors.toSet()));
  }

  /** The class path of the tests and an answer. */
  public String classPath() {
    return classPath;
  }

  /** Runs the tests on an answer in a JVM of its own. */
  public Judge inJvmOfItsOwn() {
    return (classes, work) ->
        TestRun.of(
            ClassPath.jarsFirst(classPath + File.pathSeparator + classes),
            lesson.compiledTests(),
            work);
  }

  /**
   * Grades a submission.
   *
   * @param submission the student's checkout
   * @param work a folder for copies, classes, and the run
   */
  public LessonResult grade(Path submission, Path work, Judge judge)
      throws IOException, InterruptedException {
    Answer answer;
    try {
      answer = Answer.in(submission, lesson);
    } catch (IOException e) {
      return nothing(e.getMessage(), List.of());
    }
    return grade(answer, work, judge);
  }

  /** Grades an answer. */
  LessonResult grade(Answer answer, Path work, Judge judge)
      throws IOException, InterruptedException {
    Answer.Compiled compiled = answer.compile(lesson, classPath, work);
    if (compiled.isEmpty()) {
      return nothing("no file of the submission compiles", compiled.notCompiled());
    }
    TestRun run = judge.run(compiled.classes(), work.resolve("run"));
    Map<String, TestResult> results =
        run.results().stream().collect(Collectors.toMap(TestResult::name, test -> test));
    String ending = run.ending().map(how -> "the JVM of the tests " + how).orElse("");
    return result(
        step -> step.tests().stream().map(test -> results.get(test.name())).toList(),
        compiled.notCompiled(),
        ending,
        run.nanos() / 1_000_000);
  }

  private LessonResult nothing(String why, List<NotCompiled> notCompiled) {
    return result(Step::tests, notCompiled, why, 0);
  }

  /** The tests of a step, with what became of each; null for a test that nothing is known of. */
  private interface Outcome {
    List<TestResult> of(Step step);
  }

  private LessonResult result(
      Outcome outcome, List<NotCompiled> notCompiled, String note, long milliseconds) {
    List<StepResult> steps = new ArrayList<>();
    for (Step step : plan) {
      double max = weights.of(lesson.slug(), step.number());
      List<TestGrade> tests = new ArrayList<>();
      List<TestResult> known = outcome.of(step);
      for (int i = 0; i < known.size(); i++) {
        TestResult test = Optional.ofNullable(known.get(i)).orElse(step.tests().get(i));
        tests.add(grade(test, max / known.size(), note));
      }
      long passed = tests.stream().filter(TestGrade::passed).count();
      double score = max * passed / tests.size();
      steps.add(new StepResult(step.number(), step.title(), score, max, tests));
    }
    return new LessonResult(
        LessonResult.VERSION,
        lesson.slug(),
        steps.stream().mapToDouble(StepResult::score).sum(),
        steps.stream().mapToDouble(StepResult::max).sum(),
        notCompiled,
        note,
        milliseconds,
        steps);
  }

  private static TestGrade grade(TestResult test, double points, String note) {
    String verdict =
        test.passed()
            ? TestGrade.PASSED
            : test.failure() == null ? TestGrade.NOT_RUN : TestGrade.FAILED;
    String message =
        switch (verdict) {
          case TestGrade.PASSED -> "";
          case TestGrade.FAILED -> message(test.failure());
          default ->
              "it did not run: "
                  + (note.isEmpty() ? "its class cannot be loaded with this answer" : note);
        };
    return new TestGrade(
        test.name(),
        verdict,
        test.passed() ? points : 0,
        points,
        message.strip(),
        test.nanos() / 1_000_000);
  }

  /** The expected and seen results, and then how the failure came about. */
  private static String message(Failure failure) {
    return failure.outcome() + "\n" + failure.how();
  }
}
