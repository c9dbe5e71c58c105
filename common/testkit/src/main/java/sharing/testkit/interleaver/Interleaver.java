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
 * <p>In each schedule, worker 1 is paused before one {@linkplain CodePosition shared action} of the
 * student's code. Worker 2 then runs until it ends, or cannot continue without worker 1. Then
 * worker 1 continues, and both end. There is such a schedule for each shared action of worker 1
 * that conflicts with an action of the other workers. If the workers do different things, they then
 * change roles. After that come schedules in which worker 2 is paused as well, while worker 1 is
 * paused; worker 1 continues first. Threads that a worker starts are part of it: its pause holds
 * them all.
 *
 * <p>A wait may end spuriously, and a weak compare-and-set may fail spuriously: for each of them
 * that the first worker reaches, there is a schedule in which this happens. A wait with a time
 * limit of less than a day may time out: for each pause after which the others reach such a wait,
 * there is a schedule in which the pause is longer than the limit. A loop that pauses in each
 * round, such as a loop with {@code sleep}, gets 1,000 rounds before the paused worker continues;
 * if it needs more, it gets 100,000 once. {@code notify} wakes the thread that began to wait first;
 * if there is a choice, there is a schedule in which it wakes the thread that began to wait last.
 *
 * <p>The idea of pausing one thread before each of its steps, and letting the other one run, comes
 * from <a href="https://github.com/google/thread-weaver">Thread Weaver</a> (Google).
 *
 * <p>A {@link Call} is for the threads of one call, and there is no second worker. Each thread,
 * including the caller, is paused in turn. The other threads then run one after the other, until
 * each has ended or cannot continue. Then the paused thread continues.
 *
 * <p>Of an action that a thread repeats, the first five occurrences are tried. The caller limits
 * the number of schedules with one pause; the same limit applies to those with two. Actions that
 * conflict and are reached early come first. A schedule that is cut off is no failure.
 *
 * <p>{@link Processes} are for two workers that share files, each in a JVM of its own. On Linux, it
 * is known at once whether a worker waits for a file lock; elsewhere, the wait must have lasted for
 * some time.
 *
 * <p>The student's classes are loaded a second time, with a call before each shared action, and run
 * in threads of this JVM. A thread is paused in that call. A thread can also be paused in the
 * middle of a call of a JDK collection that is not safe for threads, if two threads use the
 * collection and nothing orders them.
 *
 * <p>The interleaver promises:
 *
 * <ul>
 *   <li>Code that it rejects is wrong: the schedule that it names has been run.
 *   <li>If all threads of worker 2 wait for a monitor or an exclusive lock that worker 1 owns, it
 *       is known at once that worker 2 cannot continue. A wait without an owner, a poll or a loop
 *       must have lasted for some samples and some processor time. If this guess comes too early,
 *       it costs only a schedule: both workers then run at once, which right code must tolerate.
 *   <li>A data race that it reports is one: two accesses of a field, an element of an array, or a
 *       collection that is not safe for threads, at least one of them a write, which no edge of JLS
 *       17.4.4 or of {@link java.util.concurrent} orders. It is reported only if no schedule fails.
 *   <li>It fails if there is nothing to try. A hang in one schedule ends by itself.
 * </ul>
 *
 * <p>It does not show: a mistake that needs three pauses or four workers; the effect of a compiler
 * or a processor on a data race (a loop that reads once: see {@link
 * sharing.testkit.visibility.VisibilityProbe}); and the inside of other classes of the JDK. A
 * thread that a worker starts without waiting for it is not paused after the worker has ended. If
 * the threads of one worker race with each other, an action that was seen once may not occur again.
 * Keep a worker small: about 50 shared actions, and less than 100 ms of work.
 *
 * <p>Use it from one thread at a time: threads of another scenario count as threads that may still
 * wake the threads of this one.
 */
public final class Interleaver {
  /**
   * The system property with the path of a file that names one schedule, in the form of {@link
   * sharing.testkit.Replay#schedule}. If it is set, only that schedule runs.
   */
  public static final String SCHEDULE = ScheduleName.FILE;

  private static final int MAX_SCHEDULES = 250;

  /** The check that every scenario has. Each schedule uses a new object of the scenario's class. */
  interface Checked {
    /**
     * Checks the result after all workers have ended.
     *
     * @throws Exception if it cannot check; that fails the schedule, as an {@link AssertionError}
     *     does
     */
    void check() throws Exception;
  }

  /**
   * Two workers that share something. Each schedule uses a new object of this class, made by its
   * constructor without parameters. If the student's code has static fields that may change, each
   * schedule loads all classes again; otherwise, all schedules share their static fields.
   */
  public interface Scenario extends Checked {
    /**
     * The work of worker 1.
     *
     * @throws Exception if it fails; an expected exception must be caught in this method
     */
    void worker1() throws Exception;

    /**
     * The work of worker 2: the same as worker 1, unless this is overridden.
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
     * The work of worker 3: the same as worker 1, unless this is overridden.
     *
     * @throws Exception as {@link #worker1}
     */
    default void worker3() throws Exception {
      worker1();
    }
  }

  /**
   * A scenario without locks: wherever one worker is paused, the others run to their ends. A
   * schedule fails if another worker waits for the paused one.
   */
  public interface LockFree extends Scenario {}

  /**
   * A scenario whose workers lock files: a paused worker keeps its file locks, whatever the others
   * do. A schedule fails if another worker releases such a lock, because another process could then
   * get it. Only Linux shows which locks exist; elsewhere, this has no effect.
   */
  public interface FileLocked extends Scenario {}

  /**
   * One call that starts threads, which share something. Each schedule uses a new object, as for a
   * {@link Scenario}.
   */
  public interface Call extends Checked {
    /**
     * The work of the caller.
     *
     * @throws Exception if it fails; an expected exception must be caught in this method
     */
    void call() throws Exception;
  }

  /**
   * Two workers in processes of their own. They share the files of a folder, and no memory. Each
   * schedule uses new objects of this class, made by its constructor with the folder's {@link
   * java.nio.file.Path}: one for each worker, in the worker's JVM, and one for the test.
   */
  public interface Processes extends Scenario {
    /**
     * Creates the files that the workers need, before the workers are created.
     *
     * @throws Exception if it cannot; that fails the schedule
     */
    default void prepare() throws Exception {}

    /**
     * Checks the result after worker 1 was killed in the middle of its work, and worker 2 has
     * ended.
     *
     * @throws Exception as {@link #check}
     */
    void checkAfterKill() throws Exception;
  }

  private Interleaver() {}

  /**
   * Runs all schedules of a scenario. The student's code is the code in the scenario's package that
   * is not in the folder of the scenario.
   *
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertHolds(Class<? extends Scenario> scenario) throws Exception {
    assertHolds(scenario, MAX_SCHEDULES, scenario.getPackageName());
  }

  /**
   * Runs all schedules of a scenario.
   *
   * @param maxSchedules the largest number of schedules with one pause, and of those with two; 1 or
   *     more
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
   * Runs all schedules of the threads of one call, as {@link #assertHolds(Class)} does.
   *
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertCallHolds(Class<? extends Call> call) throws Exception {
    assertCallHolds(call, MAX_SCHEDULES, call.getPackageName());
  }

  /**
   * Runs all schedules of the threads of one call.
   *
   * @param maxSchedules the largest number of schedules with one pause; the same for those with two
   *     pauses, but at most 100; 1 or more
   * @param packages the packages of the student's code, without those below them
   * @throws CheckFailedError if one fails, if there is a data race, or if there is nothing to try
   */
  public static void assertCallHolds(
      Class<? extends Call> call, int maxSchedules, String... packages) throws Exception {
    new Exploration(call, maxSchedules, List.of(packages), ScheduleFactory::inThisJvm).run();
  }

  /**
   * Runs all schedules of two workers, each in a JVM of its own. In one more schedule, at the end,
   * the JVM of worker 1 is killed in the middle of its work, and worker 2 runs then. The student's
   * code is the code in the scenario's package that is not in the folder of the scenario.
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
