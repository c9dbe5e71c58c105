package sharing.testkit.threads;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sharing.testkit.processes.ReadyThreads;

/**
 * Finds out what the caller of a {@link WatchedCall} does while the test holds some of its workers,
 * and when it has taken notice of an interrupt.
 *
 * <p>A {@link QuiescenceDetector} answers another question. Here the held workers will be released
 * later, so the caller need not be stuck: it may also poll.
 */
final class CallerWatch {
  /** A caller that is busy for so long, while its workers are held, polls for their end. */
  private static final Duration POLLING = Duration.ofMillis(500);

  /** How long a wait with a time limit may take before it is treated as a wait without one. */
  private static final Duration BOUNDED_WAIT = Duration.ofMillis(1500);

  private static final long SAMPLE_EVERY_MILLIS = 4;
  private static final int SETTLED_SAMPLES = 4;

  /** After so many, a thread that runs is one that an earlier call has left behind. */
  private static final int SAMPLES_FOR_THE_WOKEN = 250;

  /** Lines that were seen to wait for longer than {@link #BOUNDED_WAIT}. */
  private static final Set<String> LONG_WAITS = ConcurrentHashMap.newKeySet();

  private final Thread caller;
  private final CallThreads threads;

  CallerWatch(Thread caller, CallThreads threads) {
    this.caller = caller;
    this.threads = threads;
  }

  /** See {@link WatchedCall#returnsWhileHeld}. */
  boolean returnsWhileHeld() throws InterruptedException {
    long busyEnough = processorNanos() + POLLING.toNanos();
    long lastWait = waits();
    long boundedMillis = 0;
    int samples = 0;
    for (int settled = 0; settled < SETTLED_SAMPLES; ) {
      samples++;
      caller.join(SAMPLE_EVERY_MILLIS);
      Thread.State state = caller.getState();
      if (state == Thread.State.TERMINATED) {
        return true;
      }
      List<ThreadSnapshot> own = threads.own();
      boolean isEndless = threads.withShared(own).stream().anyMatch(threads::isBusy);
      if (isEndless || processorNanos() > busyEnough) {
        return false;
      }
      long wait = waits();
      boolean isBounded = state == Thread.State.TIMED_WAITING && wait == lastWait;
      boundedMillis = isBounded ? boundedMillis + SAMPLE_EVERY_MILLIS : 0;
      lastWait = wait;
      if (own.stream().anyMatch(ThreadSnapshot::runs) && isOneAtWork()) {
        settled = 0;
      } else if (!isBounded || boundedMillis > BOUNDED_WAIT.toMillis() || isKnownToBeLong()) {
        boolean mayHaveBeenWoken = samples < SAMPLES_FOR_THE_WOKEN && ReadyThreads.areThere();
        settled = mayHaveBeenWoken ? 0 : settled + 1;
      }
      if (boundedMillis > BOUNDED_WAIT.toMillis()) {
        LONG_WAITS.add(ThreadSnapshot.at(caller.getStackTrace()));
      }
    }
    return false;
  }

  /** Whether a thread runs, and does not wait for what a process prints. */
  private boolean isOneAtWork() {
    return threads.ownWithStacks().stream()
        .anyMatch(thread -> thread.runs() && !thread.readsStream());
  }

  /** A line that has waited for so long before waits so again. */
  private boolean isKnownToBeLong() {
    String line = ThreadSnapshot.at(caller.getStackTrace());
    return !line.isEmpty() && LONG_WAITS.contains(line);
  }

  /** See {@link WatchedCall#interruptCaller}. */
  void interrupt() throws InterruptedException {
    InterruptedThread interrupted = new InterruptedThread(caller, POLLING);
    for (long millis = 0;
        millis < WatchedCall.IDLE_BOUND.toMillis() && !interrupted.hasNoticed();
        millis++) {
      caller.join(1);
    }
  }

  private long processorNanos() {
    return InterruptedThread.processorNanos(caller);
  }

  private long waits() {
    return InterruptedThread.waits(caller);
  }
}
