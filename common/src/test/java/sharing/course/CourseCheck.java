package sharing.course;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sharing.common.Stopwatch;

/**
 * Checks one lesson of the course: its skeleton is red for the intended reason, its solution is
 * green, and both count the same tests.
 */
public final class CourseCheck {
  private final Lesson solution;
  private final String classPath;
  private final List<String> faults = new ArrayList<>();

  private CourseCheck(Lesson solution, String classPath) {
    this.solution = solution;
    this.classPath = ClassPath.without(solution.compiledSources(), classPath);
  }

  /**
   * Checks the lesson whose solution is in the folder {@code arguments[0]}.
   *
   * @throws IllegalStateException if the lesson has a fault; its message names each one
   */
  public static void main(String[] arguments) throws Exception {
    Lesson solution = new Lesson(Path.of(arguments[0]));
    CourseCheck check = new CourseCheck(solution, ClassPath.ofCaller());
    check.all();
    if (!check.faults.isEmpty()) {
      throw new IllegalStateException(String.join("\n", check.faults));
    }
  }

  private void all() throws Exception {
    TestRun skeleton = run(compile("skeleton", solution.lesson().sources()));
    judge("skeleton", skeleton, skeletonFault(skeleton));
    TestRun solved = run(new Variant("solution", solution.compiledSources()));
    judge("solution", solved, solutionFault(solved));
    if (skeleton.results().size() != solved.results().size()) {
      fault("skeleton and solution do not count the same tests");
    }
  }

  private Variant compile(String name, Path sources) throws Exception {
    return Variant.compile(name, sources, classPath, work(name));
  }

  private TestRun run(Variant variant) throws Exception {
    String path = variant.classes() + File.pathSeparator + classPath;
    return TestRun.of(path, solution.compiledTests(), work(variant.name()));
  }

  private Path work(String variant) {
    return solution.dir().resolve(Path.of("target", "check", variant));
  }

  /** Each test of a skeleton must be red, and because its own step is not written yet. */
  private static Optional<String> skeletonFault(TestRun run) {
    if (run.results().isEmpty()) {
      return Optional.of("no test ran");
    }
    return run.results().stream()
        .filter(test -> !saysTodoOfItsStep(test))
        .map(test -> test.name() + " does not fail with the TODO of its step: " + seen(test))
        .findFirst();
  }

  private static boolean saysTodoOfItsStep(TestResult test) {
    return test.status() == TestResult.Status.FAILED
        && test.failure().todo().filter(t -> t.startsWith("TODO step " + test.step())).isPresent();
  }

  private static Optional<String> solutionFault(TestRun run) {
    if (run.passed()) {
      return Optional.empty();
    }
    return run.results().stream()
        .filter(test -> !test.passed())
        .map(test -> test.name() + ": " + seen(test))
        .findFirst()
        .or(() -> Optional.of("its JVM " + run.ending().orElse("found no test")));
  }

  private static String seen(TestResult test) {
    return test.failure() == null
        ? test.status().toString()
        : test.failure().type() + ": " + test.failure().message();
  }

  private void judge(String variant, TestRun run, Optional<String> fault) {
    long passed = run.results().stream().filter(TestResult::passed).count();
    System.out.printf(
        "%-18s %-12s %-6s %3d of %3d tests pass  %8s%n",
        solution.slug(),
        variant,
        fault.isEmpty() ? "ok" : "FAULT",
        passed,
        run.results().size(),
        Stopwatch.format(run.nanos()));
    System.out.flush();
    fault.ifPresent(text -> fault(variant + ": " + text));
  }

  private void fault(String text) {
    faults.add(solution.slug() + ", " + text);
  }
}
