package sharing.runner;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sharing.runner.grading.Grading;
import sharing.runner.grading.LessonResult;
import sharing.runner.grading.Weights;
import sharing.testkit.TemporaryFolder;

/**
 * A lesson of four steps and one class, to try on it what runs, reports and grades lessons.
 *
 * <p>Its files stand in {@code src/test/golden/lesson}: the tests, and a right answer.
 */
public final class SmallLesson {
  /** What the tests compare with. Tests run in the folder of their module. */
  static final Path GOLDEN = Path.of("src", "test", "golden").toAbsolutePath();

  private static final Path FILES = GOLDEN.resolve("lesson");
  private static final Path ANSWER = Path.of("small", "Counter.java");

  private final Path course;
  private final Lesson lesson;

  /**
   * Makes the lesson, with a right answer.
   *
   * @param course an empty folder
   */
  public SmallLesson(Path course) throws IOException {
    this.course = course;
    this.lesson = new Lesson(course.resolve(Path.of("lessons", "09-small")));
    Path tests = Files.createDirectories(tests().resolve("small"));
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
        Files.copy(file, tests.resolve(file.getFileName()));
      }
    }
    Files.createDirectories(course.resolve("solutions/09-small/src/main/java"));
    answer(course);
    compile();
  }

  /** The lesson. */
  public Lesson lesson() {
    return lesson;
  }

  private Path tests() {
    return lesson.dir().resolve(Path.of("src", "test", "java"));
  }

  /**
   * Answers the lesson in the folder of a course, this one or a student's.
   *
   * @param edits what is replaced in the right answer, and by what, in turn
   */
  public void answer(Path in, String... edits) throws IOException {
    String code = Files.readString(FILES.resolve(ANSWER.getFileName()));
    for (int i = 0; i < edits.length; i += 2) {
      if (!code.contains(edits[i])) {
        throw new IllegalArgumentException("the right answer has no " + edits[i]);
      }
      code = code.replace(edits[i], edits[i + 1]);
    }
    Path file = in.resolve(course.relativize(lesson.sources())).resolve(ANSWER);
    Files.createDirectories(file.getParent());
    Files.writeString(file, code);
  }

  /** Adds a test of the student's own to this course. */
  Path addTest(String name, String code) throws IOException {
    return Files.writeString(tests().resolve("small").resolve(name + ".java"), code);
  }

  /** Compiles, runs and reports the answer in this course, as Maven does for a student. */
  String report() throws Exception {
    return report(RunOptions.NONE);
  }

  /** The same, as a student's options ask for it. */
  String report(RunOptions options) throws Exception {
    compile();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      LessonReport.print(lesson, classPath(), lesson.dir().resolve("target/run"), options, out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Plays a test, with these commands; what a person sees, and then why there was none to play. */
  String play(String test, String... commands) throws Exception {
    return play(test, new StringReader(String.join("\n", commands)));
  }

  /** The same, with commands that come as they are read. */
  String play(String test, Reader in) throws Exception {
    compile();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      Optional<String> fault = PlayConsole.play(lesson, classPath(), test, in, out);
      return bytes.toString(StandardCharsets.UTF_8) + fault.orElse("");
    }
  }

  /** Runs the schedule that broke the answer last, as Maven does for a student. */
  String replay() throws Exception {
    return report(RunOptions.NONE.again(LastSchedule.in(lesson).orElseThrow()));
  }

  /** Grades the answer in a student's course. */
  public LessonResult grade(Path submission) throws Exception {
    return grade(submission, TimeBudget.WHOLE);
  }

  /** The same, with another bound for the tests that do not pass, together. */
  LessonResult grade(Path submission, Duration whole) throws Exception {
    Path work = Files.createDirectories(lesson.dir().resolve(Path.of("target", "grading")));
    Grading grading = new Grading(lesson, classPath(), Weights.equal(), work.resolve("plan"));
    String tests = grading.classPath();
    return grading.grade(
        submission,
        work,
        (classes, run) ->
            TestRun.of(
                ClassPath.jarsFirst(tests + File.pathSeparator + classes),
                lesson.compiledTests(),
                RunOptions.NONE,
                run,
                whole));
  }

  /** What its tests run with. */
  public String classPath() {
    return String.join(
        File.pathSeparator,
        List.of(
            lesson.compiledTests().toString(),
            lesson.compiledSources().toString(),
            System.getProperty("java.class.path")));
  }

  /** Compiles the lesson as it is now. */
  void compile() throws IOException {
    compile(lesson.sources(), lesson.compiledSources());
    compile(tests(), lesson.compiledTests());
  }

  /** Of what does not compile no class is left, as with Maven. */
  private void compile(Path sources, Path classes) throws IOException {
    TemporaryFolder.delete(classes);
    Path work = lesson.dir().resolve(Path.of("target", "compiler"));
    TemporaryFolder.delete(work);
    Files.createDirectories(classes.getParent());
    try {
      Files.move(Variant.compile("it", sources, classPath(), work).classes(), classes);
    } catch (IOException e) {
      Files.createDirectories(classes);
    }
  }
}
