package sharing.runner.grading;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import sharing.runner.ClassPath;
import sharing.runner.Compilation;
import sharing.runner.Lesson;
import sharing.runner.LessonEnd;
import sharing.runner.LessonLock;
import sharing.runner.LoneOption;
import sharing.runner.ReusedTestJvm;
import sharing.testkit.TemporaryFolder;

/**
 * Grades one lesson of each submission in {@code -Dsubmissions}: each folder there is one. As many
 * are graded at a time as there are processors. A submission whose files are those of the last time
 * is not graded again, nor is one that equals another; with {@code -Dagain}, all are.
 *
 * <p>The results of the lesson are in {@code target/class} of the lesson, a folder for each
 * submission; those of all lessons in {@code target/class} of the course, as {@link ClassFiles} has
 * it.
 */
public final class ClassGrading {
  private static final String STAMP = "stamp";

  private final Lesson lesson;
  private final String classPath;
  private final Grading grading;
  private final Stamp stamp;
  private final Path folder;
  private final boolean again;
  private final PrintStream out;
  private final Map<String, CompletableFuture<LessonResult>> judged = new ConcurrentHashMap<>();

  /**
   * @param folder gets a folder for each submission
   * @param again whether submissions that did not change are graded, too
   */
  ClassGrading(
      Lesson lesson, String classPath, Weights weights, Path folder, boolean again, PrintStream out)
      throws IOException, InterruptedException {
    this.lesson = lesson;
    this.folder = folder;
    this.again = again;
    this.out = out;
    this.grading = new Grading(lesson, classPath, weights, folder.resolveSibling("class-plan"));
    this.classPath = grading.classPath();
    this.stamp = new Stamp(this.classPath, lesson.sources(), weights);
  }

  /** Grades the module in the folder {@code arguments[0]}. */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Optional<String> fault = LoneOption.SUBMISSIONS.fault(System::getProperty);
    if (fault.isPresent()) {
      System.out.printf("%n%s%n%n", fault.get());
      LessonEnd.notDone(arguments, fault.get());
    }
    Path submissions = SubmissionGrading.typed("submissions");
    submissions(submissions); // A wrong folder must not replace earlier results.
    Weights weights = Weights.ofProperties();
    boolean again = System.getProperty("again") != null;
    Path folder = folder(lesson);
    LessonLock.alone(
        lesson,
        () -> {
          Compilation.assertCompiles(lesson, ClassPath.ofCaller());
          Files.createDirectories(folder);
          GradedLessons.note(folder, submissions);
          new ClassGrading(lesson, ClassPath.ofCaller(), weights, folder, again, System.out)
              .grade(submissions);
          return null;
        });
    ClassFiles.write(lesson.dir().getParent().getParent(), submissions, lesson, System.out);
  }

  /** The folder of the results of a lesson: in it, a folder for each submission. */
  static Path folder(Lesson lesson) {
    return lesson.dir().resolve(Path.of("target", "class"));
  }

  /**
   * The folders of the submissions, in the order of their names.
   *
   * @throws IllegalArgumentException if there are none, or the folder itself is a checkout
   */
  static List<Path> submissions(Path folder) throws IOException {
    if (Files.isDirectory(folder.resolve("lessons"))) {
      throw new IllegalArgumentException(
          "-Dsubmissions: " + folder + " is one checkout; -Dsubmission grades it");
    }
    List<Path> found = visible(folder).stream().filter(Files::isDirectory).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("-Dsubmissions: " + folder + " has no folder");
    }
    return found;
  }

  /** What is in a folder, in order, without what systems and archives hide there. */
  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().matches("\\..*|__MACOSX"))
          .sorted()
          .toList();
    }
  }

  private void tellOfFiles(Path all) throws IOException {
    List<String> files =
        visible(all).stream()
            .filter(Files::isRegularFile)
            .map(file -> file.getFileName().toString())
            .toList();
    if (!files.isEmpty()) {
      out.printf(
          "%s: only folders are graded, so these files are not: %s%n",
          lesson.slug(), String.join(", ", files));
    }
  }

  /** Grades each submission in a folder. */
  void grade(Path all) throws IOException, InterruptedException {
    List<Path> submissions = submissions(all);
    tellOfFiles(all);
    int atOnce = Math.min(submissions.size(), Runtime.getRuntime().availableProcessors());
    ClassProgress progress = new ClassProgress(lesson.slug(), submissions.size(), out);
    BlockingQueue<Path> left = new LinkedBlockingQueue<>(submissions);
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<Void>> workers = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        Path work = folder.resolveSibling("class-jvm-" + i);
        workers.add(pool.submit(worker(left, work, progress)));
      }
      for (Future<Void> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("grading has failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    progress.end();
  }

  private Callable<Void> worker(BlockingQueue<Path> left, Path work, ClassProgress progress) {
    return () -> {
      try (ReusedTestJvm jvm = new ReusedTestJvm(classPath, lesson.compiledTests(), work)) {
        for (Path submission = left.poll(); submission != null; submission = left.poll()) {
          progress.done(grade(submission, jvm));
        }
        return null;
      }
    };
  }

  /** Returns where its result comes from. */
  private ClassProgress.Origin grade(Path submission, ReusedTestJvm jvm)
      throws IOException, InterruptedException {
    Path its = folder.resolve(submission.getFileName().toString());
    Answer answer;
    try {
      answer = Answer.in(submission, lesson);
    } catch (IOException e) {
      TemporaryFolder.delete(its);
      ResultFiles.write(grading.grade(submission, its, jvm::run), Files.createDirectories(its));
      return ClassProgress.Origin.NO_ANSWER;
    }
    String now = stamp.of(answer);
    Path stampFile = its.resolve(STAMP);
    if (!again && Files.exists(stampFile) && Files.readString(stampFile).equals(now)) {
      return ClassProgress.Origin.UNCHANGED;
    }
    TemporaryFolder.delete(its);
    Files.createDirectories(its);
    CompletableFuture<LessonResult> mine = new CompletableFuture<>();
    CompletableFuture<LessonResult> first = judged.putIfAbsent(now, mine);
    if (first == null) {
      try {
        mine.complete(grading.grade(answer, its, jvm::run));
      } finally {
        mine.cancel(false); // If it has failed, no thread must wait for it.
      }
    }
    LessonResult result = (first == null ? mine : first).join();
    for (String needless : List.of("classes", "run")) {
      TemporaryFolder.delete(its.resolve(needless));
    }
    ResultFiles.write(result, its);
    Files.writeString(stampFile, now); // Last: without it, the next run grades again.
    return first == null ? ClassProgress.Origin.GRADED : ClassProgress.Origin.SAME_FILES;
  }
}
