package sharing.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sharing.common.Stopwatch;
import sharing.course.TestResult.Status;
import sharing.testing.ChildJvm;

/**
 * One run of a lesson's tests against one set of classes, in a JVM of its own.
 *
 * <p>The run ends, and its results stand, whatever the tested code does: exit, run out of memory,
 * write without end, or hang.
 *
 * @param results one for each test method, in the order of the steps
 * @param ending how the JVM ended, if it did not end as it should
 * @param output the last of what the code wrote to its standard output and error
 * @param nanos how long the run took, in nanoseconds
 */
public record TestRun(
    List<TestResult> results, Optional<String> ending, String output, long nanos) {

  /** How long the JVM of the tests may go without any event. */
  private static final Duration SILENCE = Duration.ofSeconds(150);

  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx512m", "-ea");

  /**
   * Runs the tests.
   *
   * @param classPath the tests, the code that they test, and what both need
   * @param tests the folder of the compiled tests
   * @param work a folder that the run may write to; it is made if it is missing
   */
  public static TestRun of(String classPath, Path tests, Path work)
      throws IOException, InterruptedException {
    return of(classPath, tests, "", work);
  }

  /**
   * Runs one test, or all.
   *
   * @param only the test, as {@link TestResult#name()} has it; empty for all
   */
  static TestRun of(String classPath, Path tests, String only, Path work)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path events = work.resolve("events");
    Files.write(events, new byte[0]);
    Stopwatch watch = Stopwatch.start();
    Optional<String> ending;
    String output;
    String[] arguments = {events.toString(), tests.toString(), only};
    try (ChildJvm child = ChildJvm.start(classPath, OPTIONS, RunTests.class, arguments)) {
      ending = await(child, events);
      output = child.output();
    }
    List<TestResult> results = EventLog.read(events);
    boolean cutShort =
        results.stream()
            .anyMatch(r -> r.status() == Status.CUT_OFF || r.status() == Status.NOT_RUN);
    if (ending.isEmpty() && cutShort) {
      ending = Optional.of("ended with exit code 0 before the tests were done");
    }
    return new TestRun(results, ending, output, watch.elapsedNanos());
  }

  /** Whether there are tests, and all of them passed. */
  public boolean passed() {
    return ending.isEmpty() && !results.isEmpty() && results.stream().allMatch(TestResult::passed);
  }

  private static Optional<String> await(ChildJvm child, Path events)
      throws IOException, InterruptedException {
    long size = -1;
    while (!child.waitFor(SILENCE)) {
      if (Files.size(events) == size) {
        return Optional.of("was silent for " + SILENCE.toSeconds() + " s and was killed");
      }
      size = Files.size(events);
    }
    int code = child.exitCode();
    return code == 0 ? Optional.empty() : Optional.of("ended with exit code " + code);
  }
}
