package sharing.testkit.threads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import sharing.testkit.CheckFailedError;
import sharing.testkit.processes.ChildProcesses;

/**
 * Runs a student's call in a thread of its own, knows every thread that the call starts, and ends a
 * hang by itself.
 *
 * <p>A hang is proven where it can be: when every thread of the call waits without a time-out and
 * nothing changes from sample to sample, nothing can move any more, whatever the speed of the
 * machine. Otherwise a call ends when one of its threads has used {@link #BUSY_BOUND} of processor
 * time, or when all of them have done nothing but sleep for {@link #IDLE_BOUND}. Processor time,
 * not time on the wall: a busy machine makes a right answer late, never wrong. Of the processes
 * that a call starts, the same is true: it is not idle while one of them works, and none may be
 * busy for too long. One that works a little and sleeps, again and again, ends after many samples,
 * which come late on a busy machine, too.
 *
 * <p>The proof holds only if nothing outside the call will wake its threads. So open every gate
 * that the call may stand at before you ask for {@link #result()}.
 *
 * <p>The thread that starts a call is the one that asks it for what is below.
 *
 * @param <T> what the call returns
 */
public final class WatchedCall<T> {
  /** How much processor time one thread of a call may use. */
  public static final Duration BUSY_BOUND = Duration.ofSeconds(4);

  /** How long all threads of a call may sleep or wait. */
  public static final Duration IDLE_BOUND = Duration.ofSeconds(8);

  /** Threads of the platform and of the test engine: they say nothing about a call. */
  private static final Set<Long> OTHERS = Set.copyOf(ThreadSnapshot.allIds());

  private final CallThreads threads;
  private final FutureTask<T> task;
  private final Thread caller;
  private volatile boolean hadTooManyThreads;

  private WatchedCall(String name, Callable<T> work, Duration busyBound) {
    this.threads = new CallThreads(busyBound);
    this.task = new FutureTask<>(work);
    this.caller = new Thread(threads, task, name);
    this.caller.setDaemon(false); // What it starts is what it is, and a daemon is let be.
    threads.excuse(threads.shared());
  }

  /** Starts a call. */
  public static <T> WatchedCall<T> start(Callable<T> work) {
    return start(busyBound(), work);
  }

  /** Starts one of several calls, in a thread that a report calls by this name. */
  public static <T> WatchedCall<T> start(String name, Callable<T> work) {
    return start(name, busyBound(), work);
  }

  /** What a thread of a call may use: as much as the test around it, see {@link ProcessorTime}. */
  static Duration busyBound() {
    return CallThreads.around(Thread.currentThread())
        .map(CallThreads::busyBound)
        .orElse(BUSY_BOUND);
  }

  /** Starts a call whose threads may use another amount of processor time. */
  static <T> WatchedCall<T> start(Duration busyBound, Callable<T> work) {
    return start("caller", busyBound, work);
  }

  private static <T> WatchedCall<T> start(String name, Duration busyBound, Callable<T> work) {
    WatchedCall<T> watched = new WatchedCall<>(name, work, busyBound);
    watched.caller.start();
    return watched;
  }

  /**
   * Makes a call that bounds each of its waits itself, such as one that waits for a child JVM.
   * While it runs, nothing is concluded from the waits of the thread that asked for it.
   *
   * @return what the call returns
   * @throws Exception what the call throws
   */
  public static <T> T bounded(Callable<T> work) throws Exception {
    WatchedCall<T> watched = start(work);
    try {
      return watched.ended();
    } finally {
      watched.threads.interrupt();
    }
  }

  /** The thread that makes the call. */
  public Thread caller() {
    return caller;
  }

  /**
   * Waits until the call ends.
   *
   * @return what the call returns
   * @throws Exception what the call throws
   * @throws CheckFailedError if it hangs; its threads are then interrupted, and the processes
   *     killed that were started
   */
  public T result() throws Exception {
    assertNoHang(() -> !caller.isAlive());
    return ended();
  }

  private T ended() throws Exception {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw (Error) e.getCause();
    }
  }

  /**
   * Waits until a condition holds or nothing of the call is left, whichever comes first: the caller
   * may end before a worker that it has started.
   *
   * @param condition asked about once in a millisecond, by the thread that waits
   * @throws CheckFailedError if the call hangs before
   */
  public void until(BooleanSupplier condition) throws InterruptedException {
    assertNoHang(() -> condition.getAsBoolean() || threads.live().isEmpty());
    if (threads.live().isEmpty()) {
      caller.join(); // A thread leaves its group a moment before it ends.
    }
  }

  private void assertNoHang(BooleanSupplier end) throws InterruptedException {
    Optional<String> hang = awaitUnlessHung(end);
    if (hang.isPresent()) {
      threads.interrupt();
      ChildProcesses.endStarted();
      throw new CheckFailedError(hang.get(), "the call ends.", "it hangs.");
    }
  }

  private Optional<String> awaitUnlessHung(BooleanSupplier end) throws InterruptedException {
    HangDetector detector = new HangDetector(caller, threads, OTHERS);
    Optional<String> hang = detector.awaitUnlessHung(end);
    hadTooManyThreads |= detector.foundTooManyThreads();
    return hang;
  }

  /**
   * Whether the caller ends although the test holds some of its workers. The answer is false as
   * soon as all others have ended or wait, and the caller has settled down to wait for them: it
   * waits without a bound, or again and again.
   *
   * <p>A caller that waits once with a bound ends when the bound has passed. It is given 1.5 s for
   * that, once for each line of the code that waits. A longer bound is not told from none.
   */
  public boolean returnsWhileHeld() throws InterruptedException {
    return new CallerWatch(caller, threads).returnsWhileHeld();
  }

  /**
   * Interrupts the caller, and returns when it has taken notice: when it has ended, waits again, or
   * is busy; or when it waits for a monitor, where it cannot notice; after {@link #IDLE_BOUND} at
   * the latest.
   *
   * <p>A thread that is woken while its interrupt is on the way may never see it (Object.wait), so
   * release no worker before.
   */
  public void interruptCaller() throws InterruptedException {
    new CallerWatch(caller, threads).interrupt();
  }

  /**
   * Checks that the call has left no thread behind: each one that it started has ended, or is about
   * to. A daemon thread is let be, for shared pools have them.
   *
   * @throws CheckFailedError if a thread goes on; it is then interrupted
   */
  public void assertNoWorkerLeft() throws InterruptedException {
    Optional<String> left =
        awaitUnlessHung(() -> threads.live().stream().allMatch(Thread::isDaemon));
    if (left.isPresent()) {
      threads.interrupt();
      throw new CheckFailedError(
          left.get(), "no worker is left when the call has ended.", "one is.");
    }
  }

  /**
   * Checks that the call has left no thread behind, not even a daemon. Only the threads that the
   * JDK shares between all who need one are let be.
   *
   * @throws CheckFailedError if a thread goes on; it is then interrupted
   */
  public void assertNoThreadLeft() throws InterruptedException {
    Optional<String> left =
        awaitUnlessHung(() -> threads.live().stream().allMatch(WatchedCall::isShared));
    if (left.isPresent()) {
      threads.interrupt();
      throw new CheckFailedError(
          left.get(), "no thread is left when the call has ended.", "one is.");
    }
  }

  private static boolean isShared(Thread thread) {
    return thread.isDaemon()
        && thread
            .getName()
            .matches(
                "(ForkJoinPool|CompletableFutureDelayScheduler|VirtualThread-|process reaper).*");
  }

  /** Whether it was found to hang because of them. It may still make more. */
  boolean hadTooManyThreads() {
    return hadTooManyThreads;
  }

  /** Whether a thread of the call has used up its time, and still lives; or there may be many. */
  boolean isBusy() {
    return hadTooManyThreads || threads.isOneBusy();
  }

  /**
   * What the threads of the call threw so far and did not catch, one sentence each; a list that
   * does not change.
   */
  public List<String> uncaught() {
    return threads.uncaught();
  }
}
