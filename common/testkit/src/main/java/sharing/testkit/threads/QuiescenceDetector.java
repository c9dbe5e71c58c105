package sharing.testkit.threads;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sharing.testkit.processes.ReadyThreads;

/**
 * Samples some threads to find out when none of them can continue: each of them waits, none is
 * about to return from its wait, no other running thread could wake one, and nothing changes from
 * sample to sample. {@link StallThresholds} define how many samples that takes, and what else
 * counts as stuck.
 *
 * <p>One thread may use it.
 */
public final class QuiescenceDetector {
  /** How long a schedule waits between two samples, and how long between the first ones. */
  private static final Duration SAMPLE_EVERY = Duration.ofNanos(500_000);

  private static final Duration EARLY_SAMPLE_EVERY = Duration.ofNanos(100_000);

  /** How many of the samples are early ones. */
  private static final int EARLY = 12;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  private final StallThresholds limits;
  private final Supplier<Set<Thread>> watched;
  private final Supplier<Set<Thread>> held;
  private final Set<Long> outside;
  private final Set<Thread> seen;
  private final LongSupplier progress;

  /** The processor time when the thresholds started; negative until the first sample is counted. */
  private long nanosBefore = -1;

  private long progressBefore;
  private long classesBefore;
  private String last = "";
  private int equalSamples;
  private int timedWaits;
  private int samples;

  /**
   * @param limits when the threads count as stuck
   * @param watched gives the threads to watch
   * @param held gives threads that the test holds; they release nothing in the meantime
   * @param outside the ids of threads that do not matter
   * @param seen all threads that have been seen so far; more are added
   * @param progress a number that grows when a thread makes progress although it seems to wait or
   *     to loop; then the thresholds start again
   */
  public QuiescenceDetector(
      StallThresholds limits,
      Supplier<Set<Thread>> watched,
      Supplier<Set<Thread>> held,
      Set<Long> outside,
      Set<Thread> seen,
      LongSupplier progress) {
    this.limits = limits;
    this.watched = watched;
    this.held = held;
    this.outside = outside;
    this.seen = seen;
    this.progress = progress;
  }

  /** The ids of all threads that live now. */
  public static Set<Long> allThreads() {
    return ThreadSnapshot.allIds();
  }

  /**
   * Takes one more sample.
   *
   * @return whether none of the threads can continue, either proven or by the thresholds; true if
   *     there are no threads
   */
  public boolean isStuck() {
    Set<Thread> mine = watched.get();
    seen.addAll(mine);
    seen.addAll(held.get());
    samples++;
    if (mine.isEmpty()) {
      return true;
    }
    if (mine.stream().anyMatch(this::runs)) {
      equalSamples = 0;
      return isSpent(mine);
    }
    if (isHeldUpByProcess(mine)) {
      return true;
    }
    List<ThreadSnapshot> now = sample(mine);
    if (!mine.equals(watched.get())) {
      return false; // A thread has started or ended in the meantime.
    }
    if (areHeldUp(now) && areHeldUp(ThreadSnapshot.atOneMoment(ids(mine)))) {
      return true;
    }
    boolean changed = !fingerprint(now).equals(last);
    last = fingerprint(now);
    boolean isQuiet = isQuiet(mine, now);
    equalSamples = !changed && isQuiet ? equalSamples + 1 : 0;
    boolean waitsForTime = now.stream().anyMatch(ThreadSnapshot::waitsForTime);
    timedWaits = waitsForTime && changed ? timedWaits + 1 : timedWaits;
    return isQuiet && !waitsForTime && isNobodyReady() && isConfirmedNow(mine)
        || equalSamples >= limits.equalSamples() + early() && isConfirmed(mine)
        || isSpent(mine)
        || timedWaits >= limits.timedWaits();
  }

  /** Waits until it is time for the next sample of a schedule, or until this thread is woken. */
  public void awaitNextSample() {
    boolean isEarly = endsSooner() && samples <= EARLY;
    LockSupport.parkNanos((isEarly ? EARLY_SAMPLE_EVERY : SAMPLE_EVERY).toNanos());
  }

  private boolean runs(Thread thread) {
    return thread.getState() == Thread.State.RUNNABLE
        && (limits.waiting() == StallThresholds.Waiting.FOR_THREAD
            || !FileLocks.isAskedFor(thread));
  }

  /** Whether a paused process owns the file lock that a thread waits for. */
  private boolean isHeldUpByProcess(Set<Thread> mine) {
    return limits.isFileLockEnough()
        && mine.stream().anyMatch(FileLocks::isAskedFor)
        && FileLocks.areWaitedFor();
  }

  /** A thread that seems to run may be waiting for a file lock, which only its stack shows. */
  private static List<ThreadSnapshot> sample(Set<Thread> mine) {
    boolean oneSeemsToRun = mine.stream().anyMatch(t -> t.getState() == Thread.State.RUNNABLE);
    return oneSeemsToRun
        ? ThreadSnapshot.atOneMoment(ids(mine))
        : ThreadSnapshot.withoutStacks(ids(mine));
  }

  /** Confirms the result of many samples with one more, of all threads at one moment. */
  private boolean isConfirmed(Set<Thread> mine) {
    if (!endsSooner() && ReadyThreads.areThere()) {
      equalSamples = limits.woken() == StallThresholds.Woken.STARTS_AGAIN ? 0 : equalSamples;
      return false; // One may have been woken.
    }
    return isConfirmedNow(mine);
  }

  private boolean endsSooner() {
    return limits.woken() == StallThresholds.Woken.NONE_ENDS_SOONER;
  }

  private boolean isNobodyReady() {
    return endsSooner() && ReadyThreads.areKnown() && !ReadyThreads.areThere();
  }

  /** The thresholds count samples that are not early. */
  private int early() {
    return endsSooner() ? EARLY : 0;
  }

  private boolean isConfirmedNow(Set<Thread> mine) {
    List<ThreadSnapshot> now = ThreadSnapshot.atOneMoment(ids(mine));
    return fingerprint(now).equals(last) && isQuiet(mine, now);
  }

  private boolean isQuiet(Set<Thread> mine, List<ThreadSnapshot> now) {
    return !now.isEmpty()
        && now.stream().allMatch(limits.waiting()::counts)
        && !isOneAboutToReturn(now)
        && !othersRun(mine);
  }

  /**
   * Whether the threads have exceeded the thresholds, which start again when a thread makes
   * progress. Loading a class is progress: the thread runs code for the first time, so it is not in
   * an endless loop.
   */
  private boolean isSpent(Set<Thread> mine) {
    long classes = CLASSES.getTotalLoadedClassCount();
    long counted = progress.getAsLong();
    if (nanosBefore < 0 || classes != classesBefore || counted != progressBefore) {
      classesBefore = classes;
      progressBefore = counted;
      nanosBefore = nanos(mine);
      samples = 0;
      timedWaits = 0;
    }
    return !Debugging.isOn()
        && (samples >= limits.samples() || nanos(mine) - nanosBefore >= limits.processorNanos());
  }

  /** What each of the threads is doing now, one line for each. */
  public String describe() {
    return ThreadSnapshot.atOneMoment(ids(watched.get())).stream()
        .map(ThreadSnapshot::describe)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Whether each thread waits for something that a held thread owns, for the end of a held thread,
   * or for something that another watched thread owns. Monitors and exclusive locks know their
   * owner.
   */
  private boolean areHeldUp(List<ThreadSnapshot> now) {
    Set<Thread> standing = held.get();
    if (standing.isEmpty() || now.isEmpty()) {
      return false;
    }
    Set<Long> owners = ids(standing);
    now.forEach(thread -> owners.add(thread.id()));
    Set<Integer> ends = identities(standing);
    return now.stream()
        .allMatch(
            thread ->
                StallThresholds.Waiting.FOR_THREAD_OR_FILE_LOCK.counts(thread)
                    && (thread.waitsForLockOf(owners) || thread.waitsOn(ends)));
  }

  /** Whether a thread waits in {@code join} for a thread that has already ended. */
  private boolean isOneAboutToReturn(List<ThreadSnapshot> now) {
    Set<Thread> ended = new HashSet<>(seen);
    ended.removeIf(Thread::isAlive);
    Set<Integer> ends = identities(ended);
    return now.stream().anyMatch(thread -> thread.waitsOn(ends));
  }

  private static Set<Integer> identities(Set<Thread> threads) {
    return threads.stream().map(System::identityHashCode).collect(Collectors.toSet());
  }

  private boolean othersRun(Set<Thread> mine) {
    Set<Long> ids = ThreadSnapshot.allIds();
    ids.removeAll(outside);
    ids.removeAll(ids(mine));
    ids.removeAll(ids(held.get()));
    return ids.stream().anyMatch(ThreadSnapshot::runs);
  }

  /** Changes when one of the threads begins to wait. */
  private static String fingerprint(List<ThreadSnapshot> now) {
    return now.stream().map(ThreadSnapshot::fingerprint).collect(Collectors.joining(" "));
  }

  private static long nanos(Set<Thread> threads) {
    return threads.stream()
        .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getId()))
        .filter(n -> n > 0)
        .sum();
  }

  private static Set<Long> ids(Set<Thread> threads) {
    return threads.stream().map(Thread::getId).collect(Collectors.toSet());
  }
}
