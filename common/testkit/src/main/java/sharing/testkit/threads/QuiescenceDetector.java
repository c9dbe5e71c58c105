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
 * Takes samples of some threads, to find out when none of them can move any more: when each of them
 * waits, none is about to return from its wait, nothing else runs that could wake one, and nothing
 * changes from sample to sample. How many samples that takes, and what else counts as stuck, is
 * said by {@link StallThresholds}.
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
  private long nanosBefore;
  private long progressBefore;
  private long classesBefore = CLASSES.getTotalLoadedClassCount();
  private String last = "";
  private int equalSamples;
  private int timedWaits;
  private int samples;

  /**
   * @param limits when the threads count as stuck
   * @param watched gives the threads to watch
   * @param held gives threads that are kept from going on, and release nothing in the meantime
   * @param outside the ids of threads that do not matter
   * @param seen all threads that have been seen so far; more are added
   * @param progress a number that grows when a thread gets on, for all that it seems to stand or to
   *     run in a loop: the thresholds begin again then
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
    this.progressBefore = progress.getAsLong();
    this.nanosBefore = nanos(watched.get());
  }

  /** The ids of all threads that live now. */
  public static Set<Long> allThreads() {
    return ThreadSnapshot.allIds();
  }

  /**
   * Takes one more sample.
   *
   * @return whether none of the threads can go on, for sure or as far as the thresholds reach; true
   *     if there is none
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
      return false; // One has begun or ended in the meantime.
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

  /** Another process owns the lock, and stands. */
  private boolean isHeldUpByProcess(Set<Thread> mine) {
    return limits.isFileLockEnough()
        && mine.stream().anyMatch(FileLocks::isAskedFor)
        && FileLocks.areWaitedFor();
  }

  /** A thread that seems to run here asks for a lock of a file, which only a stack shows. */
  private static List<ThreadSnapshot> sample(Set<Thread> mine) {
    boolean oneSeemsToRun = mine.stream().anyMatch(t -> t.getState() == Thread.State.RUNNABLE);
    return oneSeemsToRun
        ? ThreadSnapshot.atOneMoment(ids(mine))
        : ThreadSnapshot.withoutStacks(ids(mine));
  }

  /** What many samples have shown, at one moment, once more. */
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
   * Whether the threads have used up what the thresholds give them. They begin again when a thread
   * gets on. Where classes are loaded, a thread is at a place where none has been before: no loop
   * goes on and on there.
   */
  private boolean isSpent(Set<Thread> mine) {
    long classes = CLASSES.getTotalLoadedClassCount();
    long counted = progress.getAsLong();
    if (classes != classesBefore || counted != progressBefore) {
      classesBefore = classes;
      progressBefore = counted;
      nanosBefore = nanos(mine);
      samples = 0;
      timedWaits = 0;
    }
    return !Debugging.isOn()
        && (samples >= limits.samples() || nanos(mine) - nanosBefore >= limits.processorNanos());
  }

  /** What each of the threads does now, a line for each. */
  public String describe() {
    return ThreadSnapshot.atOneMoment(ids(watched.get())).stream()
        .map(ThreadSnapshot::describe)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Whether each thread waits for what a held thread owns, or for its end, or for what another one
   * that is watched owns. A monitor and an exclusive lock know their owner.
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

  /** Whether one waits for the end of a thread that has ended. */
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

  /** Changes when one of them begins to wait. */
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
