package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sharing.testkit.TemporaryFolder;

/**
 * Prints how far one lesson is, in one line. The tests are run for it: there is no file that could
 * remember what is no longer so.
 */
public final class Progress {
  private static final String LINE = "  %-18s %s";

  private Progress() {}

  /** Runs the tests of the module in the folder {@code arguments[0]}. They may fail. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(line(new Lesson(Path.of(arguments[0])), ClassPath.ofCaller()));
    System.out.flush();
  }

  /**
   * Compiles a lesson, runs its tests, and prints its progress. Maven does not compile it, because
   * its compiler's messages would appear in the middle of the table.
   *
   * @param classPath what the lesson needs; its own classes may be among it
   */
  static String line(Lesson lesson, String classPath) throws IOException, InterruptedException {
    Path work = lesson.dir().resolve(Path.of("target", "progress"));
    TemporaryFolder.delete(work);
    String path =
        ClassPath.without(
            lesson.compiledTests(), ClassPath.without(lesson.compiledSources(), classPath));
    Path tests;
    try {
      path += File.pathSeparator + compile(lesson.sources(), path, work.resolve("main"));
      tests = compile(lesson.tests(), path, work.resolve("tests"));
    } catch (IOException e) {
      return String.format(LINE, lesson.slug(), "does not compile");
    }
    // As in Maven's class path, the tests come first.
    return line(lesson, TestRun.of(tests + File.pathSeparator + path, tests, work));
  }

  private static Path compile(Path sources, String classPath, Path work) throws IOException {
    return Variant.compile("it", sources, classPath, work).classes();
  }

  /** Which steps are done, and what is next. A step is done when all of its tests have passed. */
  static String line(Lesson lesson, TestRun run) {
    List<Step> steps = Step.of(run);
    long done = steps.stream().filter(Step::isDone).count();
    String what =
        run.passed()
            ? "done"
            : run.next()
                .map(test -> next(test, run))
                .orElse("not run: the JVM " + run.ending().orElse("found no test"));
    return String.format(LINE, lesson.slug(), done + " of " + steps.size() + " steps  " + what);
  }

  private static String next(TestResult test, TestRun run) {
    return Step.own(run)
        .filter(own -> test.isOwn())
        .map(own -> "done; " + own.count() + " of your own tests pass")
        .orElse("next: step " + test.step() + ", " + test.title());
  }
}
