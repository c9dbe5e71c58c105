package sharing.testkit.threads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import sharing.testkit.CheckFailedError;
import sharing.testkit.processes.ChildProcesses;

/**
 * Runs a student's call in a thread of its own, tracks every thread that the call starts, and ends
 * a hang by itself.
 *
 * <p>Where possible, a hang is proven: if every thread of the call waits without a timeout and
 * nothing changes from sample to sample, no thread can continue, whatever the speed of the machine.
 * Otherwise, a call is ended when one of its threads has used {@link #BUSY_BOUND} of processor
 * time, or when all its threads have only slept for {@link #IDLE_BOUND}. Processor time counts
 * instead of elapsed time: a busy machine makes a right answer late, never wrong. The same applies
 * to the processes that a call starts: the call is not idle while one of them works, and none may
 * be busy for too long. A call that alternates work and sleep is ended after many samples; on a
 * busy machine, samples come late as well.
 *
 * <p>The proof holds only if nothing outside the call will wake its threads. So open every gate at
 * which the call may wait before you call {@link #result()}.
 *
 * <p>Only the thread that starts a call may use its methods.
 *
 * @param <T> what the call returns
 */
public final class WatchedCall<T> {
  /** How much processor time one thread of a call may use. */
  public static final Duration BUSY_BOUND = Duration.ofSeconds(4);

  /** How long all threads of a call may sleep or wait. */
  public static final Duration IDLE_BOUND = Duration.ofSeconds(8);

  /** Threads of the platform and of the test engine: they do not belong to a call. */
  private static final Set<Long> OTHERS = Set.copyOf(ThreadSnapshot.allIds());

  private final CallThreads threads;
  private final FutureTask<T> task;
  private final Thread caller;
  private volatile boolean hadTooManyThreads;

  private WatchedCall(String name, Callable<T> work, Duration busyBound) {
    this.threads = new CallThreads(busyBound);
    this.task = new FutureTask<>(work);
    this.caller = new Thread(threads, task, name);
    // Threads that the call starts inherit this, and daemons are ignored.
    this.caller.setDaemon(false);
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

  /** The processor time of a thread: as much as the test around it has ({@link ProcessorTime}). */
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
   * @throws CheckFailedError if it hangs; its processes are then killed, and its threads are
   *     interrupted, unless there are thousands
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
   * @param condition evaluated about once in a millisecond, by the waiting thread
   * @throws CheckFailedError if the call hangs before
   */
  public void until(BooleanSupplier condition) throws InterruptedException {
    assertNoHang(() -> condition.getAsBoolean() || threads.live().isEmpty());
    if (threads.live().isEmpty()) {
      caller.join(); // A thread leaves its group a moment before it ends.
    }
  }

  /**
   * The same, for a call that sleeps again and again, such as a poll: whenever its progress
   * changes, it is not hanging, and all limits start again.
   *
   * @param progress a number that changes with each step of the call; evaluated as often
   * @throws CheckFailedError if the call hangs before
   */
  public void until(BooleanSupplier condition, LongSupplier progress) throws InterruptedException {
    while (!condition.getAsBoolean() && !threads.live().isEmpty()) {
      long before = progress.getAsLong();
      until(() -> condition.getAsBoolean() || progress.getAsLong() != before);
    }
  }

  private void assertNoHang(BooleanSupplier end) throws InterruptedException {
    Optional<String> hang = awaitUnlessHung(end);
    if (hang.isPresent()) {
      if (!hadTooManyThreads) { // Thousands of threads that all wake up would stop the machine.
        threads.interrupt();
      }
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
   * soon as all other workers have ended or wait, and the caller waits for them: without a timeout,
   * or by polling.
   *
   * <p>A caller that waits once with a timeout ends when the timeout is over. It gets 1.5 s for
   * that, once for each waiting line of code. A longer timeout counts as none.
   */
  public boolean returnsWhileHeld() throws InterruptedException {
    return new CallerWatch(caller, threads).returnsWhileHeld();
  }

  /**
   * Interrupts the caller, and returns when the caller has noticed it: when it has ended, waits
   * again, or is busy. Also returns when the caller waits for a monitor, where it cannot notice,
   * and after {@link #IDLE_BOUND} at the latest.
   *
   * <p>A thread that is woken at the moment of the interrupt may never see it (Object.wait), so
   * release no worker before.
   */
  public void interruptCaller() throws InterruptedException {
    new CallerWatch(caller, threads).interrupt();
  }

  /**
   * Checks that the call has left no thread behind, not even a daemon: each thread that it started
   * has ended, or is about to end. Only threads that the JDK itself shares are ignored.
   *
   * @throws CheckFailedError if a thread is still running; it is then interrupted
   */
  public void assertNoThreadLeft() throws InterruptedException {
    Optional<String> left =
        awaitUnlessHung(() -> threads.live().stream().allMatch(WatchedCall::isShared));
    if (left.isPresent()) {
      threads.interrupt();
      throw new CheckFailedError(
          left.get(), "no thread is left when the call has ended.", "a thread is left.");
    }
  }

  private static boolean isShared(Thread thread) {
    if (thread.getClass() == ForkJoinWorkerThread.class) {
      return ((ForkJoinWorkerThread) thread).getPool() == ForkJoinPool.commonPool();
    }
    boolean isOfJdk = thread.getClass().getClassLoader() == null;
    String name = thread.getName();
    return thread instanceof ForkJoinWorkerThread && isOfJdk // It carries virtual threads.
        || thread.isDaemon()
            && name.matches(
                "(CompletableFutureDelayScheduler|ForkJoinPool\\.commonPool-|VirtualThread-"
                    + "|process reaper).*");
  }

  /** Whether it counts as a hang because of too many threads. It may still create more. */
  boolean hadTooManyThreads() {
    return hadTooManyThreads;
  }

  /** Whether a live thread of the call has used up its time, or there are too many threads. */
  boolean isBusy() {
    return hadTooManyThreads || threads.isOneBusy();
  }

  /** Whether an interrupt leaves one of its threads at work: see {@link CallThreads}. */
  boolean worksOn() {
    return threads.oneWorksOn();
  }

  /**
   * The exceptions that threads of the call have not caught so far, one sentence each; an
   * unmodifiable list.
   */
  public List<String> uncaught() {
    return threads.uncaught();
  }
}
