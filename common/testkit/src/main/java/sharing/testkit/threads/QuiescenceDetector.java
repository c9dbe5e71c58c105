package sharing.testkit.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sharing.testkit.processes.ReadyThreads;

/**
 * QuiescenceDetector again and again at what some threads do, to find out when they cannot go on.
 */
public final class QuiescenceDetector {
  public static final long EVERY_NANOS = 500_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Supplier<Set<Thread>> watched;
  private final Supplier<Set<Thread>> held;
  private final Set<Long> outside;
  private final long nanosBefore;
  private final Set<Thread> seen;
  private String last = "";
  private int still;
  private int polls;
  private int looks;

  /**
   * How long threads may show nothing until they count as stuck.
   *
   * @param stillLooks how many looks in a row find that all of them wait, and nothing changed
   * @param polls how many looks find that one waits, with a time-out, once more
   * @param looks how many looks there are in all
   * @param nanos how much processor time they use, in nanoseconds
   */
  public record StallThresholds(int stillLooks, int polls, int looks, long nanos) {
    /** Then it is the other one's turn. To be wrong here costs a schedule, but no verdict. */
    public static final StallThresholds TURN = new StallThresholds(150, 50, 5_000, 100_000_000);

    /** Then it is the next thread's turn. To be wrong here changes the order of a schedule. */
    public static final StallThresholds BATON = new StallThresholds(8, 10, 5_000, 100_000_000);

    /** Then it is a hang. To be wrong here is a wrong verdict. */
    public static final StallThresholds HANG =
        new StallThresholds(1_500, Integer.MAX_VALUE, 15_000, 3_000_000_000L);
  }

  /**
   * @param watched the threads to look at
   * @param held threads that give nothing back meanwhile
   * @param outside the ids of threads that do not matter
   * @param seen all threads that were seen in this schedule so far; more are added
   */
  public QuiescenceDetector(
      Supplier<Set<Thread>> watched,
      Supplier<Set<Thread>> held,
      Set<Long> outside,
      Set<Thread> seen) {
    this.watched = watched;
    this.held = held;
    this.outside = outside;
    this.seen = seen;
    this.nanosBefore = nanos(watched.get());
  }

  /** The ids of all threads that live now. */
  public static Set<Long> allThreads() {
    return Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());
  }

  /** Whether none of the threads can go on, for sure or as far as patience reaches. */
  public boolean stuck(StallThresholds patience) {
    Set<Thread> mine = watched.get();
    seen.addAll(mine);
    seen.addAll(held.get());
    looks++;
    if (mine.isEmpty()) {
      return true;
    }
    if (mine.stream().anyMatch(QuiescenceDetector::runs)) {
      still = 0;
      return isLongEnough(mine, patience);
    }
    if (patience == StallThresholds.TURN && mine.stream().anyMatch(FileLocks::isAskedFor)) {
      // Another process has it, and stands.
      if (FileLocks.areWaitedFor()) {
        return true;
      }
    }
    // Who seems to run here asks for a file lock, which only a stack shows.
    boolean stacks = mine.stream().anyMatch(t -> t.getState() == Thread.State.RUNNABLE);
    List<ThreadInfo> infos = stacks ? atOneMoment(ids(mine)) : infos(ids(mine));
    if (!mine.equals(watched.get())) {
      return false; // One began or ended meanwhile.
    }
    if (areHeldUp(infos) && areHeldUp(atOneMoment(ids(mine)))) {
      return true;
    }
    String now = fingerprint(infos);
    boolean changed = !now.equals(last);
    last = now;
    still = !changed && isQuiet(mine, infos, patience) ? still + 1 : 0;
    boolean waitsForTime =
        infos.stream().anyMatch(t -> t.getThreadState() == Thread.State.TIMED_WAITING);
    polls = waitsForTime && changed ? polls + 1 : polls;
    return still >= patience.stillLooks && isStill(mine, patience)
        || polls >= patience.polls
        || isLongEnough(mine, patience);
  }

  /** What many looks have shown, at one moment, once more. */
  private boolean isStill(Set<Thread> mine, StallThresholds patience) {
    if (patience == StallThresholds.HANG && ReadyThreads.areThere()) {
      return false; // One may have been woken.
    }
    List<ThreadInfo> infos = atOneMoment(ids(mine));
    return fingerprint(infos).equals(last) && isQuiet(mine, infos, patience);
  }

  private boolean isQuiet(Set<Thread> mine, List<ThreadInfo> infos, StallThresholds patience) {
    boolean nobodyGoesOn =
        patience == StallThresholds.BATON
            ? nobodyRuns(infos)
            : infos.stream().allMatch(QuiescenceDetector::waitsForGood);
    return nobodyGoesOn && !isOneAboutToReturn(infos) && !othersRun(mine);
  }

  private static boolean runs(Thread thread) {
    return thread.getState() == Thread.State.RUNNABLE && !FileLocks.isAskedFor(thread);
  }

  private boolean isLongEnough(Set<Thread> mine, StallThresholds patience) {
    return looks >= patience.looks || nanos(mine) - nanosBefore >= patience.nanos;
  }

  public String describe() {
    return atOneMoment(ids(watched.get())).stream()
        .map(WatchedCall::describe)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Whether each thread waits for what a held thread owns, or for its end, or for what another one
   * that is looked at owns. A monitor and an exclusive lock know their owner.
   */
  private boolean areHeldUp(List<ThreadInfo> infos) {
    Set<Thread> standing = held.get();
    Set<Long> owners = ids(standing);
    if (!owners.isEmpty()) {
      infos.forEach(info -> owners.add(info.getThreadId()));
    }
    Set<Integer> ends = standing.stream().map(System::identityHashCode).collect(Collectors.toSet());
    return infos.stream()
        .allMatch(
            info ->
                waitsForGood(info)
                    && (owners.contains(info.getLockOwnerId()) || waitsOn(info, ends)));
  }

  /** Whether one waits for the end of a thread that has ended. */
  private boolean isOneAboutToReturn(List<ThreadInfo> infos) {
    Set<Integer> ended =
        seen.stream()
            .filter(thread -> !thread.isAlive())
            .map(System::identityHashCode)
            .collect(Collectors.toSet());
    return infos.stream().anyMatch(info -> waitsOn(info, ended));
  }

  /** Whether a thread waits on one of these objects, as it does in {@link Thread#join}. */
  private static boolean waitsOn(ThreadInfo info, Set<Integer> identities) {
    return info.getLockInfo() != null
        && identities.contains(info.getLockInfo().getIdentityHashCode());
  }

  private boolean othersRun(Set<Thread> mine) {
    Set<Long> ids = allThreads();
    ids.removeAll(outside);
    ids.removeAll(ids(mine));
    ids.removeAll(ids(held.get()));
    return infos(ids).stream().anyMatch(t -> t.getThreadState() == Thread.State.RUNNABLE);
  }

  private static boolean nobodyRuns(List<ThreadInfo> infos) {
    return infos.stream()
        .noneMatch(
            info ->
                info.getThreadState() == Thread.State.RUNNABLE
                    && !FileLocks.isAskedFor(info.getStackTrace()));
  }

  private static boolean waitsForGood(ThreadInfo info) {
    return info.getThreadState() == Thread.State.WAITING
        || info.getThreadState() == Thread.State.BLOCKED
        || FileLocks.isAskedFor(info.getStackTrace());
  }

  private static String fingerprint(List<ThreadInfo> infos) {
    return infos.stream()
        .map(t -> t.getThreadId() + ":" + t.getWaitedCount() + ":" + t.getBlockedCount())
        .collect(Collectors.joining(" "));
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

  /** One after the other, without their stacks: no thread is stopped for it. */
  private static List<ThreadInfo> infos(Set<Long> ids) {
    return present(THREADS.getThreadInfo(sorted(ids)));
  }

  /** All at one moment, because their stacks are asked for, too. */
  private static List<ThreadInfo> atOneMoment(Set<Long> ids) {
    return present(THREADS.getThreadInfo(sorted(ids), Integer.MAX_VALUE));
  }

  private static long[] sorted(Set<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  private static List<ThreadInfo> present(ThreadInfo[] infos) {
    return Arrays.stream(infos).filter(Objects::nonNull).toList();
  }
}
