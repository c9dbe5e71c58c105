package sharing.runner;

import java.nio.file.Path;
import java.util.List;

/**
 * Prints how far one lesson is, in one line. The tests are run for it: there is no file that could
 * remember what is no longer so.
 */
public final class Progress {
  private static final String LINE = "  %-18s %s";

  private Progress() {}

  /** Runs the tests of the module in the folder {@code arguments[0]}. They may fail. */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Path work = lesson.dir().resolve(Path.of("target", "progress"));
    String classPath = ClassPath.ofCaller();
    System.out.println(
        Compilation.failed(lesson, classPath, work.resolve("classes")).isPresent()
            ? String.format(LINE, lesson.slug(), "does not compile")
            : line(lesson, TestRun.of(classPath, lesson.compiledTests(), work)));
    System.out.flush();
  }

  /** Which steps are done, and what is next. A step is done when all of its tests have passed. */
  static String line(Lesson lesson, TestRun run) {
    List<Step> steps = Step.of(run);
    long done = steps.stream().filter(Step::isDone).count();
    String what =
        run.passed()
            ? "done"
            : run.next()
                .map(test -> "next: step " + test.step() + ", " + test.title())
                .orElse("not run: the JVM " + run.ending().orElse("found no test"));
    return String.format(LINE, lesson.slug(), done + " of " + steps.size() + " steps  " + what);
  }
}
