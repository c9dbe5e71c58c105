package sharing.testkit.interleaver;

import java.util.List;
import sharing.testkit.CheckFailedError;

/**
 * Runs two or three workers in many orders, on code that knows nothing of it: in each schedule one
 * of them is paused while the others run, or two are. It also reports data races.
 *
 * <p>A scenario says what the workers do, and what must hold when both have ended:
 *
 * <pre>{@code
 * static class TwoAdds implements Interleaver.Scenario {
 *   private final Counter counter = new Counter();
 *   public void worker1() { counter.add(); }
 *   public void check() { assertThat(counter.get()).as("the count after two adds").isEqualTo(2); }
 * }
 *
 * @Test
 * void no_add_is_lost() throws Exception {
 *   Interleaver.assertHolds(TwoAdds.class);
 * }
 * }</pre>
 *
 * <p>In each schedule worker 1 is paused before one {@linkplain CodePosition shared action} of the
 * student's code. Worker 2 then runs until it has ended, or cannot go on without worker 1. Then
 * worker 1 goes on, and both end. So for each shared action that worker 1 is seen to do and that
 * conflicts with what the others do; and then, if the workers do different things, the other way
 * round. After that, worker 2 is paused, too, while worker 1 stands: worker 1 goes on first.
 * Threads that a worker starts are part of it: its pause holds them all.
 *
 * <p>A wait may end without a reason, and a weak compare-and-set may fail without one: for each of
 * them that the first worker comes to there is a schedule in which it does. A wait that has a bound
 * of less than a day may end because its time is over: for each place of a pause after which the
 * others come to such a wait, there is a schedule in which the pause is longer than the wait.
 * {@code notify} wakes the thread that came first; if there is a choice, there is a schedule in
 * which it wakes the one that came last.
 *
 * <p>The idea to break one thread before each of its steps, and let the other one run then, is that
 * of <a href="https://github.com/google/thread-weaver">Thread Weaver</a> (Google).
 *
 * <p>A {@link Call} is for the threads of one call, and there is no second worker. Each thread, the
 * caller too, is paused in turn; the others then run one after the other, until each has ended or
 * cannot go on; then it goes on.
 *
 * <p>Of what a thread does again and again, the first five times are tried. There are at most as
 * many schedules as the caller allows with one pause, and as many with two: what conflicts and is
 * met early comes first. What is cut off is no failure.
 *
 * <p>{@link Processes} are for two workers, each in a JVM of its own, which share files. Whether
 * one waits for a file lock is known at once on Linux; elsewhere the wait must have lasted.
 *
 * <p>The student's classes are loaded once more, with a call before each shared action, and run in
 * threads of this JVM. A thread that must wait waits in that call. A collection of the JDK that is
 * not safe for threads can be paused in the middle of a call, too, if two threads use it and
 * nothing orders them.
 *
 * <p>What it promises:
 *
 * <ul>
 *   <li>What it rejects is wrong: the schedule that it names has been run.
 *   <li>Whether worker 2 cannot go on is known at once if all its threads wait for a monitor or an
 *       exclusive lock that worker 1 owns. A wait without an owner, a poll or a loop must have
 *       lasted, in samples and in processor time. A guess that comes too early there costs a
 *       schedule: both then run at once, which right code must bear.
 *   <li>A data race that it reports is one: two accesses of a field, an element of an array, or a
 *       collection that is not safe for threads, at least one of them a write, which no edge of JLS
 *       17.4.4 or of {@link java.util.concurrent} orders. It is reported only if no schedule fails.
 *   <li>It does not pass if there is nothing to try. A hang in one schedule ends by itself.
 * </ul>
 *
 * <p>What it does not show: a mistake that needs three pauses or four workers; what a compiler or a
 * processor makes of a data race (a loop that reads once: see {@link
 * sharing.testkit.visibility.VisibilityProbe}); and what happens inside other classes of the JDK. A
 * thread that a worker starts and does not wait for is not paused when the worker has ended. Where
 * the threads of one worker race with each other, what was seen once may not be met again. Keep a
 * worker small: some 50 shared actions, and less than 100 ms of work.
 *
 * <p>Use it from one thread at a time: the threads of another scenario count as some that may still
 * wake those of this one.
 */
public final class Interleaver {
  /**
   * The system property that holds the path of a file with the name of one schedule, as {@link
   * sharing.testkit.Replay#schedule} has it: then no other one is run.
   */
  public static final String SCHEDULE = ScheduleName.FILE;

  private static final int MAX_SCHEDULES = 250;

  /** What every scenario has. Each schedule has a new object of its class, by its constructor. */
  interface Checked {
    /**
     * Checks, when all have ended, what came out.
     *
     * @throws Exception if it cannot check; that fails the schedule, as an {@link AssertionError}
     *     does
     */
    void check() throws Exception;
  }

  /**
   * Two workers that share something. Each schedule has a new object of this class, by its
   * constructor without parameters. What is static is shared by all schedules.
   */
  public interface Scenario extends Checked {
    /**
     * What worker 1 does.
     *
     * @throws Exception a failure: an exception that is expected is caught here
     */
    void worker1() throws Exception;

    /**
     * What worker 2 does: the same, unless this is overridden.
     *
     * @throws Exception as {@link #worker1}
     */
    default void worker2() throws Exception {
      worker1();
    }
  }

  /**
   * Three workers that share something: one is paused, and the others then run, in both orders; or
   * two are paused, and the third one runs then.
   */
  public interface ThreeWorkers extends Scenario {
    /**
     * What worker 3 does: the same as worker 1, unless this is overridden.
     *
     * @throws Exception as {@link #worker1}
     */
    default void worker3() throws Exception {
      worker1();
    }
  }

  /**
   * Says of a scenario that it has no locks: wherever one worker stands, the others run to their
   * ends. A schedule in which one of them waits for it fails.
   */
  public interface LockFree extends Scenario {}

  /**
   * Says of a scenario that its workers lock files: a lock that one worker has stays while that one
   * stands, whatever the others do. A schedule in which they free it fails, for another process
   * could have it then. Only Linux tells which locks there are; elsewhere, this says nothing.
   */
  public interface FileLocked extends Scenario {}

  /**
   * One call that starts threads, which share something. Each schedule has a new object, as for a
   * {@link Scenario}.
   */
  public interface Call extends Checked {
    /**
     * What the caller does.
     *
     * @throws Exception a failure: an exception that is expected is caught here
     */
    void call() throws Exception;
  }

  /**
   * Two workers in processes of their own, which share the files of a folder, and no memory. Each
   * schedule has new objects of this class, by its constructor with the folder's {@link
   * java.nio.file.Path}: one for each worker, in the worker's JVM, and one for the test.
   */
  public interface Processes extends Scenario {
    /**
     * Makes the files that the workers need, before the workers are made.
     *
     * @throws Exception if it cannot; that fails the schedule
     */
    default void prepare() throws Exception {}

    /**
     * Checks what came out when worker 1 was killed in the middle, and worker 2 has ended.
     *
     * @throws Exception as {@link #check}
     */
    void checkAfterKill() throws Exception;
  }

  private Interleaver() {}

  /**
   * Tries all schedules of a scenario. The student's code is what stands in the scenario's package,
   * but not beside the scenario itself.
   *
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertHolds(Class<? extends Scenario> scenario) throws Exception {
    assertHolds(scenario, MAX_SCHEDULES, scenario.getPackageName());
  }

  /**
   * Tries all schedules of a scenario.
   *
   * @param maxSchedules how many with one pause are tried at most, and how many with two; 1 or more
   * @param packages the packages of the student's code, without those below them
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertHolds(
      Class<? extends Scenario> scenario, int maxSchedules, String... packages) throws Exception {
    if (!Play.takes(scenario, List.of(packages))) {
      new Exploration(scenario, maxSchedules, List.of(packages), ScheduleFactory::inThisJvm).run();
    }
  }

  /**
   * Tries all schedules of the threads of one call, as {@link #assertHolds(Class)}.
   *
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertCallHolds(Class<? extends Call> call) throws Exception {
    assertCallHolds(call, MAX_SCHEDULES, call.getPackageName());
  }

  /**
   * Tries all schedules of the threads of one call.
   *
   * @param maxSchedules how many with one pause are tried at most; of those with two, as many, but
   *     100 at most; 1 or more
   * @param packages the packages of the student's code, without those below them
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertCallHolds(
      Class<? extends Call> call, int maxSchedules, String... packages) throws Exception {
    new Exploration(call, maxSchedules, List.of(packages), ScheduleFactory::inThisJvm).run();
  }

  /**
   * Tries all schedules of two workers, each in a JVM of its own. After all schedules there is one
   * more, in which the JVM of worker 1 is killed in the middle of what it does, and worker 2 runs
   * then. The student's code is what stands in the scenario's package, but not beside it.
   *
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertProcessesHold(Class<? extends Processes> scenario) throws Exception {
    assertProcessesHold(scenario, scenario.getPackageName());
  }

  /**
   * The same, for a student's code in other packages.
   *
   * @param packages the packages of the student's code, without those below them
   * @throws CheckFailedError as {@link #assertProcessesHold(Class)}
   */
  public static void assertProcessesHold(Class<? extends Processes> scenario, String... packages)
      throws Exception {
    try (ActorJvms jvms = new ActorJvms(scenario, List.of(packages))) {
      new Exploration(scenario, MAX_SCHEDULES, List.of(packages), jvms).run();
    }
  }
}
