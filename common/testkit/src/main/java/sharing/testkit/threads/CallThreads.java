package sharing.testkit.threads;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.common.Stopwatch;

/**
 * The threads of one {@link WatchedCall}: the caller and all its descendants, because a thread
 * belongs to its parent's group by default. It records what they threw, and how much processor time
 * each may use. Any number of threads may use it.
 */
final class CallThreads extends ThreadGroup {
  /** A thread that has used so much processor time after an interrupt was not ended by it. */
  private static final Duration WORK = Duration.ofMillis(100);

  /** How long it may take until each thread is at rest or works. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
  private final Duration busyBound;

  /**
   * Processor time that does not count for this call, by the thread's id: a shared thread used it
   * before the call, or a thread used it to watch a call of its own.
   */
  private final Map<Long, Long> excused = new ConcurrentHashMap<>();

  /**
   * @param busyBound how much processor time each thread may use
   */
  CallThreads(Duration busyBound) {
    super("watched");
    this.busyBound = busyBound;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    uncaught.add(
        thread.getName() + " ended with " + error + ThreadSnapshot.at(error.getStackTrace()));
  }

  /** The exceptions that they did not catch, one sentence each. */
  List<String> uncaught() {
    return List.copyOf(uncaught);
  }

  /** How much processor time each thread may use. */
  Duration busyBound() {
    return busyBound;
  }

  /** The innermost call that a thread belongs to, or nothing. */
  static Optional<CallThreads> around(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    while (group != null && !(group instanceof CallThreads)) {
      group = group.getParent();
    }
    return Optional.ofNullable((CallThreads) group);
  }

  /** The live threads of this call, without those of a call that it watches itself. */
  List<Thread> live() {
    return all().stream().filter(this::isOwn).toList();
  }

  /** Whether the call watches another one now. */
  boolean watchAnother() {
    return !all().stream().allMatch(this::isOwn);
  }

  private boolean isOwn(Thread thread) {
    return around(thread).filter(call -> call == this).isPresent();
  }

  private List<Thread> all() {
    Thread[] threads = new Thread[activeCount() + 64];
    int count = enumerate(threads, true);
    return List.of(Arrays.copyOf(threads, count));
  }

  /** Snapshots of the call's own threads, without stacks, because this is called often. */
  List<ThreadSnapshot> own() {
    return ThreadSnapshot.withoutStacks(
        live().stream().map(Thread::getId).collect(Collectors.toSet()));
  }

  /** The same, each with the top of its stack. */
  List<ThreadSnapshot> ownWithStacks() {
    return ThreadSnapshot.oneByOne(live());
  }

  /** Snapshots of the threads that work for any call. */
  List<ThreadSnapshot> shared() {
    return ThreadSnapshot.shared(live().stream().map(Thread::getId).collect(Collectors.toSet()));
  }

  /** The call's own threads, and then those that work for any call. */
  List<ThreadSnapshot> withShared(List<ThreadSnapshot> own) {
    return Stream.concat(own.stream(), shared().stream()).toList();
  }

  /** Whether a thread has used more processor time for this call than it may. */
  boolean isBusy(ThreadSnapshot thread) {
    return thread.processorNanos() - excused.getOrDefault(thread.id(), 0L) > busyBound.toNanos();
  }

  /** Whether one of the threads has, of its own or of those that work for any call. */
  boolean isOneBusy() {
    return withShared(own()).stream().anyMatch(this::isBusy);
  }

  /**
   * Interrupts the threads of this call, and of a call that it watches, and tells whether one of
   * them works on: its loop would slow down whatever comes next. The answer comes when each of them
   * is at rest or works, after 2 s at the latest.
   */
  boolean oneWorksOn() {
    List<InterruptedThread> interrupted =
        all().stream().map(thread -> new InterruptedThread(thread, WORK)).toList();
    List<InterruptedThread> open = interrupted;
    Stopwatch watch = Stopwatch.start();
    while (!open.isEmpty() && watch.elapsedNanos() < NOTICE.toNanos()) {
      LockSupport.parkNanos(1_000_000); // The code may have interrupted this thread, too.
      open = open.stream().filter(thread -> !thread.isAtRest() && !thread.worksOn()).toList();
    }
    return interrupted.stream().anyMatch(InterruptedThread::worksOn);
  }

  /** The processor time that these threads have used so far does not count. */
  void excuse(List<ThreadSnapshot> threads) {
    threads.forEach(thread -> excused.put(thread.id(), thread.processorNanos()));
  }
}
