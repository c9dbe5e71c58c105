package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sharing.runner.grading.LessonResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.threads.WatchedCall;

/**
 * A submission that does harm in its third step, of four, loses that step, and nothing else: the
 * verdict says what happened, the other steps keep theirs, and nothing is left behind.
 */
class HostileTest {
  private static final String STEP_3 =
      "void countInThreads(int threads) throws InterruptedException {";

  @TempDir private static Path course;
  @TempDir private static Path submission;
  private static SmallLesson small;

  /** What becomes of the fourth step. */
  private enum Next {
    RUNS,
    /** It is broken, too. */
    FAILS
  }

  /** What a submission does, what is said of it, and what becomes of the next step. */
  private enum Harm {
    LOOPS("while (count >= 0) {}", "was busy for 4 s and did not end", Next.RUNS),
    SLEEPS("while (count >= 0) Thread.sleep(100);", "only slept", Next.RUNS),
    // After an interrupt, it does not sleep any more.
    SLEEPS_UNTIL_AN_INTERRUPT(
        "while (count >= 0) java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);",
        "only slept",
        Next.RUNS),
    LOCKS_ITSELF_OUT(
        "synchronized (this) { Thread t = new Thread(this::increment); t.start(); t.join(); }",
        "no other thread can wake them",
        Next.RUNS),
    EXITS("System.exit(0);", "its JVM ended with exit code 0 before", Next.RUNS),
    HALTS("Runtime.getRuntime().halt(7);", "its JVM ended with exit code 7", Next.RUNS),
    OVERFLOWS_THE_STACK("countInThreads(threads);", "java.lang.StackOverflowError", Next.RUNS),
    FILLS_THE_MEMORY(
        "for (var all = new java.util.ArrayList<>(); count >= 0; ) all.add(new long[1_000_000]);",
        "java.lang.OutOfMemoryError: Java heap space",
        Next.RUNS),
    // Each thread starts the next: none is busy for long, so only their number gives them away.
    STARTS_THREADS_WITHOUT_END(
        "class Next extends Thread { @Override public void run() { new Next().start();"
            + " try { Thread.sleep(60_000); } catch (InterruptedException e) {} } }"
            + " new Next().start(); while (count >= 0) Thread.sleep(100);",
        "It has more than 2000 threads",
        Next.RUNS),
    WRITES_A_GIGABYTE(
        "for (int i = 0; i < 1024; i++) System.out.write(new byte[1 << 20], 0, 1 << 20);"
            + " count = 7;",
        "Seen: 10",
        Next.RUNS),
    CANNOT_BE_INITIALIZED(
        "class Broken { static int n = fail(); static int fail() { throw new RuntimeException(\"no\"); } }"
            + " count = Broken.n;",
        "java.lang.ExceptionInInitializerError: because of java.lang.RuntimeException: no",
        Next.RUNS),
    INTERRUPTS_ALL_THREADS(
        "Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);",
        "java.lang.InterruptedException",
        Next.RUNS),
    CLOSES_ALL_OUTPUT(
        "System.out.close(); System.err.close(); count = 7;"
            + " try { new java.io.FileOutputStream(java.io.FileDescriptor.out).close(); }"
            + " catch (java.io.IOException e) {}",
        "Seen: 10",
        Next.RUNS),
    DELETES_ITS_FOLDER(
        "try (var all = Files.walk(Path.of(\"\").toAbsolutePath())) {"
            + " all.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());"
            + " } catch (java.io.IOException e) {} count = 7;",
        "Seen: 10",
        Next.FAILS),
    LEAVES_A_PROCESS("fork(); count = 7;", "Seen: 10", Next.RUNS),
    LEAVES_A_PROCESS_AND_HALTS(
        "fork(); Runtime.getRuntime().halt(1);", "its JVM ended with exit code 1", Next.RUNS);

    private final String code;
    private final String message;
    private final Next next;

    Harm(String code, String message, Next next) {
      this.code = code;
      this.message = message;
      this.next = next;
    }
  }

  /** Starts a JVM that waits for nobody. */
  private static final String FORK =
      """

        static void fork() {
          try {
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "small.Counter$Stays")
              .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
          } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
          }
        }

        static class Stays {
          public static void main(String[] none) throws Exception { Thread.sleep(600_000); }
        }
      """;

  @BeforeAll
  static void aLesson() throws IOException {
    small = new SmallLesson(course);
  }

  @ParameterizedTest
  @EnumSource
  void a_harm_costs_its_own_step_and_leaves_nothing(Harm harm) throws Exception {
    small.answer(submission, STEP_3, STEP_3 + harm.code, "private int count;", COUNT_AND_FORK);

    LessonResult result = WatchedCall.bounded(() -> small.grade(submission));
    List<TestGrade> grades = result.tests();

    assertThat(result.steps()).extracting(StepResult::step).containsExactly(1, 2, 3, 4);
    assertThat(grades.get(2).message()).contains(harm.message);
    assertThat(grades)
        .extracting(TestGrade::verdict)
        .containsExactly(
            "passed", "passed", "failed", harm.next == Next.RUNS ? "passed" : "failed");
    assertNothingIsLeft();
  }

  private static final String COUNT_AND_FORK = "private int count;" + FORK;

  @Test
  void one_that_hangs_in_each_step_is_killed_when_the_time_of_the_whole_is_over() throws Exception {
    small.answer(
        submission,
        "count++;",
        "while (count == 0) { java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000); }");
    Duration whole = Duration.ofSeconds(3);

    List<TestGrade> grades = WatchedCall.bounded(() -> small.grade(submission, whole)).tests();

    assertThat(grades).extracting(TestGrade::verdict).doesNotContain("passed").hasSize(4);
    assertThat(grades.get(grades.size() - 1).message())
        .endsWith("the JVM of the tests was killed after 3 s in tests that did not pass");
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() throws IOException {
    assertThat(
            ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(course.toString())))
        .as("processes")
        .isEmpty();
    Path work = small.lesson().dir().resolve(Path.of("target", "grading", "run"));
    assertThat(TemporaryFolder.at(work)).doesNotExist();
    try (Stream<Path> files = Files.walk(submission)) {
      assertThat(files.filter(Files::isRegularFile)).as("files of the submission").hasSize(1);
    }
  }
}
