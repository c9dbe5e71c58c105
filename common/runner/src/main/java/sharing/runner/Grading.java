package sharing.runner;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sharing.testkit.Failure;
import sharing.testkit.SourceFiles;
import sharing.testkit.TemporaryFolder;

/**
 * Grades one lesson of a student's checkout with the tests of this one.
 *
 * <p>Only the Java files below the lesson's {@code src/main/java} are taken, as copies: nothing of
 * the checkout is run in place or written to. The result stands in {@code target/grading} of this
 * checkout's lesson: {@value #JSON} for programs, {@value #XML} for what reads JUnit's format, and
 * {@value #TABLE} for people. Only tests that belong to a step count.
 */
public final class Grading {
  static final String JSON = "result.json";
  static final String XML = "TEST-result.xml";
  static final String TABLE = "result.md";

  private static final String PASSED = "passed";
  private static final String FAILED = "failed";

  private final Lesson lesson;
  private final Path submission;
  private final Path work;
  private final Duration whole;

  Grading(Lesson lesson, Path submission) {
    this(lesson, submission, TimeBudget.WHOLE);
  }

  /**
   * @param whole how long the tests that do not pass may take together
   */
  Grading(Lesson lesson, Path submission, Duration whole) {
    this.whole = whole;
    this.lesson = lesson;
    this.submission = submission;
    this.work = lesson.dir().resolve(Path.of("target", "grading"));
  }

  /**
   * One test of a submission.
   *
   * @param lesson the lesson, as in {@code 04-flags}
   * @param step the step of the lesson, counted from 1; 0 if no test ran
   * @param test the test, as in {@code SharedFlagTest.a_new_flag_is_lowered}
   * @param verdict "passed" or "failed"
   * @param message why it failed, or nothing
   * @param milliseconds how long it took
   */
  record Grade(
      String lesson, int step, String test, String verdict, String message, long milliseconds) {

    boolean passed() {
      return verdict.equals(PASSED);
    }
  }

  /**
   * Grades the module in the folder {@code arguments[0]}, as the checkout in {@code -Dsubmission}
   * has it.
   *
   * @throws LessonEnd.LessonNotDone if not all tests pass
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    // Relative to where Maven was started, which is where a person typed it.
    Path submission = Path.of(System.getProperty("submission")).toAbsolutePath().normalize();
    if (!Files.isDirectory(submission)) {
      throw new IllegalArgumentException("-Dsubmission: there is no folder " + submission);
    }
    Result result =
        LessonLock.alone(
            lesson,
            () -> {
              Path work = lesson.dir().resolve(Path.of("target", "own"));
              if (Compilation.failed(lesson, ClassPath.ofCaller(), work).isPresent()) {
                throw new IllegalStateException(
                    lesson.path() + " of this checkout does not compile");
              }
              return new Grading(lesson, submission).grade(ClassPath.ofCaller());
            });
    System.out.printf("%n%s%n", result.table());
    System.out.flush();
    if (!result.grades().stream().allMatch(Grade::passed)) {
      LessonEnd.notDone(
          arguments,
          lesson.path()
              + " of the submission is not done. See "
              + lesson.path()
              + "/target/grading");
    }
  }

  /**
   * What came of a submission.
   *
   * @param grades one for each test; if none ran, one that says why
   * @param table for people, one line for each step
   */
  record Result(List<Grade> grades, String table) {}

  /** Runs the tests, and writes the three files. */
  Result grade(String classPath) throws Exception {
    TemporaryFolder.delete(work);
    Files.createDirectories(work);
    Result result = tried(ClassPath.without(lesson.compiledSources(), classPath));
    Files.writeString(
        work.resolve(JSON),
        new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(result.grades())
            + "\n");
    JUnitXml.write(
        work.resolve(XML), lesson.slug(), result.grades().stream().map(Grading::xmlCase).toList());
    Files.writeString(work.resolve(TABLE), result.table());
    return result;
  }

  private Result tried(String classPath) throws Exception {
    Path classes;
    try {
      classes = Variant.compile("the submission", copy(), classPath, work).classes();
    } catch (IOException e) {
      String folder = work.resolve("sources") + File.separator;
      return noTest(e.getMessage().replace(folder, ""));
    }
    TestRun run =
        TestRun.of(
            classPath + File.pathSeparator + classes,
            lesson.compiledTests(),
            RunOptions.NONE,
            work.resolve("run"),
            whole);
    List<TestResult> graded = run.results().stream().filter(test -> !test.isOwn()).toList();
    if (graded.isEmpty()) {
      return noTest("no test ran: the JVM " + run.ending().orElse("found none"));
    }
    return new Result(
        graded.stream().map(test -> grade(test, run)).toList(),
        table(Step.of(run).stream().map(this::row).toList()));
  }

  private Result noTest(String why) {
    String message = why.strip();
    String oneLine = message.lines().skip(1).findFirst().orElse(message);
    return new Result(
        List.of(new Grade(lesson.slug(), 0, "", FAILED, message, 0)),
        table(List.of(row("-", "none ran", FAILED, oneLine))));
  }

  private Grade grade(TestResult test, TestRun run) {
    String message = "";
    if (!test.passed()) {
      message =
          Optional.ofNullable(test.failure())
              .map(Grading::message)
              .orElse("it did not run: the JVM " + run.ending().orElse("ended"));
    }
    return new Grade(
        lesson.slug(),
        test.step(),
        test.name(),
        test.passed() ? PASSED : FAILED,
        message.strip(),
        test.nanos() / 1_000_000);
  }

  /** What was expected and seen, and then how it came about. */
  private static String message(Failure failure) {
    return failure.outcome() + "\n" + failure.how();
  }

  /** A link may lead anywhere: none is followed. */
  private Path copy() throws IOException {
    Path root = lesson.dir().getParent().getParent();
    Path sources = root.relativize(lesson.sources());
    Path from = submission.resolve(sources.toString());
    if (!Files.isDirectory(from)) {
      throw new IOException("the submission has no folder " + sources);
    }
    Path to = Files.createDirectories(work.resolve("sources"));
    List<Path> files =
        SourceFiles.in(from).stream()
            .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (files.isEmpty()) {
      throw new IOException("the submission has no Java file in " + sources);
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return to;
  }

  private static String table(List<String> rows) {
    return "| lesson | step | tests | verdict | first that failed |\n|---|---|---|---|---|\n"
        + String.join("", rows);
  }

  private String row(Step step) {
    String red =
        step.tests().stream()
            .filter(test -> !test.passed())
            .findFirst()
            .map(TestResult::sentence)
            .orElse("");
    return row(
        Integer.toString(step.number()),
        step.passed() + " of " + step.tests().size(),
        step.isDone() ? PASSED : FAILED,
        red);
  }

  private String row(String step, String tests, String verdict, String why) {
    String cell = why.strip().replace("|", "\\|");
    return String.format("| %s | %s | %s | %s | %s |\n", lesson.slug(), step, tests, verdict, cell);
  }

  private static JUnitXml.Case xmlCase(Grade grade) {
    String[] name =
        grade.test().isEmpty() ? new String[] {"", "compiles"} : grade.test().split("\\.");
    String className = grade.lesson() + (name[0].isEmpty() ? "" : "." + name[0]);
    return new JUnitXml.Case(
        className, name[1], grade.passed() ? "" : grade.message(), grade.milliseconds());
  }
}
