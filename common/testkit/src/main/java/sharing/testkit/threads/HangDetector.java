package sharing.testkit.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import sharing.common.Stopwatch;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.processes.ReadyThreads;

/**
 * Watches a call while a test waits for it, decides whether it hangs, and says why.
 *
 * <p>A {@link QuiescenceDetector} can prove a hang. This class sets limits for the hangs that it
 * cannot prove: a thread or a child process that is busy for too long, threads and processes that
 * only sleep, a call that alternates work and sleep, and too many threads.
 *
 * <p>An object serves one wait, in one thread.
 */
final class HangDetector {
  /** A call may take this many times its processor time if no other thread uses the processor. */
  private static final int BUSY_BOUNDS = 30;

  private static final long ASK_EVERY_MILLIS = 1;
  private static final long SAMPLE_EVERY_MILLIS = 25;
  private static final int CHILDREN_EVERY_SAMPLES = 20;

  /** A working JVM uses at least this much processor time; a waiting JVM uses less. */
  private static final Duration CHILD_WORKS = WatchedCall.IDLE_BOUND.dividedBy(100);

  /**
   * So often, the limit for calls that only sleep starts again because a thread of this JVM waits
   * for a processor: on a busy machine, it may be the one that will wake the call.
   */
  private static final int STARTS_AGAIN = 4;

  /** More threads, created in a loop, would slow down the whole machine. */
  private static final int MANY_THREADS = 2_000;

  /** How many threads a report shows. */
  private static final int SHOWN = 12;

  private static final String PROVEN = "Every thread waits, and no other thread can wake them:";

  private final Thread caller;
  private final CallThreads threads;
  private final QuiescenceDetector quiescence;
  private int samples;
  private boolean foundTooManyThreads;

  /** The running threads of the last sample with their processor time; it changes during work. */
  private Set<String> lastWork = Set.of();

  private long idleMillis;
  private int startedAgain;

  /** The processor time of each child when a child was last seen to work. */
  private Map<Long, Duration> children = Map.of();

  private boolean isChildBusy;

  /**
   * @param caller the thread that makes the call
   * @param threads the threads of the call
   * @param outside the ids of threads that do not belong to the call
   */
  HangDetector(Thread caller, CallThreads threads, Set<Long> outside) {
    this.caller = caller;
    this.threads = threads;
    Set<Long> others = new HashSet<>(outside);
    others.add(Thread.currentThread().getId());
    this.quiescence =
        new QuiescenceDetector(
            StallThresholds.CALL_HANGS,
            () -> Set.copyOf(threads.live()),
            Set::of,
            others,
            new HashSet<>(),
            () -> 0);
  }

  /** Whether the call counts as a hang because of too many threads. It may still create more. */
  boolean foundTooManyThreads() {
    return foundTooManyThreads;
  }

  /**
   * Waits until a condition holds.
   *
   * @return empty if the condition holds; otherwise why the call hangs, and what its threads do
   */
  Optional<String> awaitUnlessHung(BooleanSupplier end) throws InterruptedException {
    while (!end.getAsBoolean()) {
      awaitNextSample(end);
      if (threads.watchAnother()) {
        // Watching another call takes time that says nothing about a thread's own call.
        threads.excuse(threads.own());
        threads.excuse(threads.shared());
        continue;
      }
      samples++;
      if (threads.live().size() > MANY_THREADS) {
        foundTooManyThreads = true;
        return Optional.of(describe("It has more than " + MANY_THREADS + " threads, such as:"));
      }
      boolean isProven = quiescence.isStuck() && !threads.live().isEmpty();
      List<ThreadSnapshot> all = threads.withShared(threads.own());
      noteWork(all);
      if (samples % CHILDREN_EVERY_SAMPLES == 0) {
        noteChildren();
      }
      if (end.getAsBoolean()) {
        break;
      }
      Optional<String> why = isProven ? Optional.of(PROVEN) : bound(all);
      if (why.isPresent()) {
        return Optional.of(describe(why.get()));
      }
    }
    return Optional.empty();
  }

  /** The limit that the call has exceeded, or nothing. */
  private Optional<String> bound(List<ThreadSnapshot> all) {
    Duration longest = threads.busyBound().multipliedBy(BUSY_BOUNDS);
    String how = null;
    if (Debugging.isOn()) {
      return Optional.empty();
    }
    if (isIdleForTooLong()) {
      how = "For " + WatchedCall.IDLE_BOUND.toSeconds() + " s every thread only slept:";
    } else if (all.stream().anyMatch(threads::isBusy)) {
      how = "One thread was busy for " + threads.busyBound().toSeconds() + " s and did not end:";
    } else if (isChildBusy) {
      how = "A process was busy for " + threads.busyBound().toSeconds() + " s and did not end:";
    } else if (samples * SAMPLE_EVERY_MILLIS >= longest.toMillis()) {
      how = "For " + longest.toSeconds() + " s or more it alternated work and sleep:";
    }
    return Optional.ofNullable(how);
  }

  private boolean isIdleForTooLong() {
    if (idleMillis < WatchedCall.IDLE_BOUND.toMillis()) {
      return false;
    }
    if (startedAgain < STARTS_AGAIN && ReadyThreads.areThere()) {
      startedAgain++;
      idleMillis = 0;
      return false;
    }
    return true;
  }

  /** Evaluates the condition often, because that is cheap. */
  private void awaitNextSample(BooleanSupplier end) throws InterruptedException {
    for (long millis = 0;
        millis < SAMPLE_EVERY_MILLIS && !end.getAsBoolean();
        millis += ASK_EVERY_MILLIS) {
      if (caller.isAlive()) {
        caller.join(ASK_EVERY_MILLIS);
      } else {
        LockSupport.parkNanos(ASK_EVERY_MILLIS * 1_000_000);
      }
    }
  }

  private void noteWork(List<ThreadSnapshot> all) {
    Set<String> work =
        all.stream()
            .filter(ThreadSnapshot::runs)
            .map(HangDetector::work)
            .collect(Collectors.toSet());
    idleMillis = lastWork.containsAll(work) ? idleMillis + SAMPLE_EVERY_MILLIS : 0;
    lastWork = work;
  }

  /** Changes while the thread works. A thread that waits for a socket or a file seems to run. */
  private static String work(ThreadSnapshot thread) {
    return thread.id() + ":" + thread.processorNanos();
  }

  /**
   * A call that waits for a process is not idle while that process works, or would work if it had a
   * processor.
   */
  private void noteChildren() {
    Map<Long, Duration> now = ChildProcesses.processorTimes();
    isChildBusy = children.entrySet().stream().anyMatch(this::isStillBusyForTooLong);
    if (haveWorked(children, now) || ChildProcesses.isOneReady()) {
      children = now;
      idleMillis = 0;
    }
  }

  private static boolean haveWorked(Map<Long, Duration> before, Map<Long, Duration> now) {
    return !now.keySet().equals(before.keySet())
        || now.entrySet().stream()
            .map(child -> child.getValue().minus(before.get(child.getKey())))
            .anyMatch(used -> used.compareTo(CHILD_WORKS) >= 0);
  }

  /** A process that is being killed does not count. */
  private boolean isStillBusyForTooLong(Map.Entry<Long, Duration> child) {
    return child.getValue().compareTo(threads.busyBound()) > 0
        && ProcessHandle.of(child.getKey()).filter(ProcessHandle::isAlive).isPresent();
  }

  private String describe(String headline) {
    StringBuilder text = new StringBuilder(headline);
    List<ThreadSnapshot> told = new ArrayList<>(threads.ownWithStacks());
    threads.shared().stream().filter(threads::isBusy).forEach(told::add);
    told.stream().limit(SHOWN).forEach(thread -> text.append("\n  ").append(thread.describe()));
    threads.uncaught().forEach(error -> text.append("\n  ").append(error));
    ChildProcesses.processorTimes()
        .forEach(
            (pid, busy) ->
                text.append("\n  process ")
                    .append(pid)
                    .append(" is alive, and was busy for ")
                    .append(Stopwatch.format(busy.toNanos())));
    return text.toString();
  }
}
