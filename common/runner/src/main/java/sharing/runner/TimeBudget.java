package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sharing.common.ChildJvm;
import sharing.runner.TestResult.Status;
import sharing.testkit.processes.ChargedTime;

/**
 * How long the tests of one run that do not pass may take together, in {@link ChargedTime}.
 *
 * <p>It bounds a run whatever the code does. A test that passes costs nothing in the end, however
 * slow its JVM is, and a busy machine costs nothing either: a right answer is cut off only if one
 * of its tests alone takes all.
 */
final class TimeBudget {
  /**
   * All tests of a solution take seconds, where code is compiled. But ninety tests that only sleep
   * are each found out after eight seconds or so, and the verdict should not depend on how many of
   * them the machine was quick enough for.
   */
  static final Duration WHOLE = Duration.ofSeconds(900);

  /** For somebody who steps through the code with a debugger. */
  static final Duration NONE = Duration.ofDays(1);

  /** Samples cost something: most runs end before the first. */
  private static final int LOOKS = 100;

  private final Duration whole;
  private int run = 1;
  private Duration failed = Duration.ZERO;
  private Duration sinceLastEnd = Duration.ZERO;
  private long failures;
  private long passes;

  TimeBudget(Duration whole) {
    this.whole = whole;
  }

  /** All of it. */
  Duration whole() {
    return whole;
  }

  /** Whether nothing is left. */
  boolean isSpent() {
    return failed.plus(sinceLastEnd).compareTo(whole) >= 0;
  }

  /**
   * Waits until a JVM has ended, or a run in it has spent its budget. Another JVM may go on with
   * the same run, and with what is left.
   *
   * @param work the folder of the events
   * @param first the first run in this JVM; each run after it has a budget of its own
   * @return whether the JVM has ended
   */
  boolean await(ChildJvm child, Path work, int first) throws InterruptedException {
    return await(child::waitFor, child, work, first);
  }

  /** The same, for another end than that of the JVM. */
  boolean await(End end, ChildJvm child, Path work, int first) throws InterruptedException {
    begin(first);
    ChargedTime time = new ChargedTime(child.handle());
    while (!end.comesWithin(whole.dividedBy(LOOKS))) {
      look(work, time.sinceLastLook());
      if (isSpent()) {
        return false;
      }
    }
    look(work, Duration.ZERO); // The time since the last check costs nothing.
    return true;
  }

  /** The event that is awaited. */
  interface End {
    boolean comesWithin(Duration bound) throws InterruptedException;
  }

  /** A JVM begins: with this run, or with what another one has left of it. */
  void begin(int number) {
    // The test that was on did not pass.
    failed = number == run ? failed.plus(sinceLastEnd) : Duration.ZERO;
    sinceLastEnd = Duration.ZERO;
    run = number;
    failures = 0;
    passes = 0;
  }

  /** Reads the events, when so much time has been added. */
  void look(Path work, Duration time) {
    sinceLastEnd = sinceLastEnd.plus(time);
    while (Files.exists(TestRun.events(work, run + 1))) {
      begin(run + 1);
    }
    List<TestResult> results = results(TestRun.events(work, run));
    long failuresNow = count(results, Status.FAILED);
    long passesNow = count(results, Status.PASSED);
    if (failuresNow > failures) {
      failed = failed.plus(sinceLastEnd);
    }
    if (failuresNow + passesNow > failures + passes) {
      sinceLastEnd = Duration.ZERO;
    }
    failures = failuresNow;
    passes = passesNow;
  }

  private static long count(List<TestResult> results, Status status) {
    return results.stream().filter(test -> test.status() == status).count();
  }

  /** None, if the code has written into the file. */
  private static List<TestResult> results(Path events) {
    try {
      return EventLog.read(events);
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
