package sharing.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sharing.common.Stopwatch;
import sharing.testkit.SourceFiles;
import sharing.testkit.TemporaryFolder;

/**
 * Runs a lesson's tests now and after each save, until it is stopped. The tests of the last failing
 * step come first: while they fail, no other test runs.
 *
 * <p>It compiles the saved files itself, because starting Maven takes longer than most lessons.
 */
public final class Watch {
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Lesson lesson;
  private final String classPath;
  private final Path work;

  /** The test classes of the last failing step. */
  private List<String> red = List.of();

  Watch(Lesson lesson, String classPath) {
    this.lesson = lesson;
    this.classPath = ClassPath.without(lesson.compiledSources(), classPath);
    this.work = lesson.dir().resolve(Path.of("target", "watch"));
  }

  /**
   * Watches the module in the folder {@code arguments[0]}.
   *
   * @throws LessonEnd.LessonNotDone if it does not compile yet: then there are no tests to run
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Optional<String> fault = RunOptions.ofProperties().fault();
    if (fault.isPresent()) {
      System.out.printf("%n%s%n%n", fault.get());
      LessonEnd.notDone(arguments, fault.get());
    }
    Watch watch = new Watch(lesson, ClassPath.ofCaller());
    Optional<Compilation> failed =
        Compilation.failed(lesson, ClassPath.ofCaller(), watch.work.resolve("classes"));
    if (failed.isPresent()) {
      System.out.println(Terminal.colour(LessonReport.of(lesson, failed.get())));
      LessonEnd.notDone(
          arguments, lesson.path() + " does not compile. Start the watch when it does.");
    }
    Map<Path, Long> seen = watch.saved();
    System.out.print(Terminal.colour(watch.verdict()));
    while (true) {
      System.out.printf("%nSave a file of %s, or stop with Ctrl-C.%n", lesson.path());
      System.out.flush();
      Map<Path, Long> now = watch.saved();
      while (now.equals(seen)) {
        Thread.sleep(LOOK_EVERY_MILLIS); // Not every system reports a save at once.
        now = watch.saved();
      }
      seen = now;
      String verdict = Terminal.colour(watch.verdict());
      long newest = now.values().stream().mapToLong(millis -> millis).max().orElse(0);
      long nanos = (System.currentTimeMillis() - newest) * 1_000_000;
      System.out.printf("%s%n(%s after the save)%n", verdict, Stopwatch.format(nanos));
    }
  }

  /** When each of the student's files was saved last, in milliseconds since 1970. */
  private Map<Path, Long> saved() throws IOException {
    Map<Path, Long> saved = new TreeMap<>();
    for (Path file : SourceFiles.in(lesson.sources())) {
      try {
        saved.put(file, Files.getLastModifiedTime(file).toMillis());
      } catch (NoSuchFileException e) {
        // An editor replaces it at this moment.
      }
    }
    return saved;
  }

  /** The report about the files as they are now. */
  String verdict() throws Exception {
    TemporaryFolder.delete(work);
    Path classes;
    try {
      classes = Variant.compile(lesson.path(), lesson.sources(), classPath, work).classes();
    } catch (IOException e) {
      return Compilation.failed(lesson, classPath, work)
          .map(failed -> LessonReport.of(lesson, failed))
          .orElse("\n" + e.getMessage());
    }
    RunOptions options = RunOptions.ofProperties();
    if (!red.isEmpty()) {
      TestRun step = run(classes, red);
      if (!step.passed()) {
        return LessonReport.next(lesson, step, options.hint());
      }
    }
    TestRun run = run(classes, List.of());
    red =
        run.next().stream()
            .flatMap(next -> run.results().stream().filter(test -> test.step() == next.step()))
            .map(TestResult::testClass)
            .distinct()
            .toList();
    return LessonReport.of(lesson, run, options);
  }

  private TestRun run(Path classes, List<String> only) throws Exception {
    String path = classPath + File.pathSeparator + classes;
    List<Path> folders = List.of(lesson.compiledTests(), classes);
    return TestRun.repeat(path, folders, only, List.of(), work.resolve("run"), 1).get(0);
  }
}
