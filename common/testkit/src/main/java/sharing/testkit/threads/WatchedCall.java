package sharing.testkit.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.common.Stopwatch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.processes.ChargedTime;
import sharing.testkit.processes.ReadyThreads;

/**
 * Runs a student's call in a thread of its own, knows every thread that the call starts, and ends a
 * hang by itself.
 *
 * <p>A hang is proven where it can be: when every thread of the call waits without a time-out and
 * nothing changes from look to look, nothing can move any more, whatever the speed of the machine.
 * Else a call ends when one of its threads has used {@link #BUSY_BOUND} of processor time, or when
 * all of them have done nothing but sleep for {@link #IDLE_BOUND}. Processor time, not time on the
 * wall: a busy machine makes a right answer late, never wrong. Of the processes that a call starts,
 * the same is true: it is not idle while one of them works, and none may be busy for too long. One
 * that works a little and sleeps, again and again, ends after many looks, which come late on a busy
 * machine, too.
 *
 * <p>The proof holds only if nothing outside the call will wake its threads. So open every gate
 * that the call may stand at before you ask for {@link #result()}.
 */
public final class WatchedCall<T> {
  /** How much processor time one thread of a call may use. */
  public static final Duration BUSY_BOUND = Duration.ofSeconds(4);

  /** How long all threads of a call may sleep or wait. */
  public static final Duration IDLE_BOUND = Duration.ofSeconds(8);

  /** So many times its processor time a call may take when nobody else wants the processor. */
  private static final int BUSY_BOUNDS = 30;

  /** A caller that is busy for so long, while its workers are held, polls for their end. */
  private static final Duration POLLING = Duration.ofMillis(500);

  /** How long a wait with a bound may take before it passes for one without. */
  private static final Duration BOUNDED_WAIT = Duration.ofMillis(1500);

  private static final long ASK_EVERY_MILLIS = 1;
  private static final long LOOK_EVERY_MILLIS = 25;
  private static final int CHILDREN_EVERY_LOOKS = 20;

  /** So much uses a JVM that works. One that only waits uses some, too, but less. */
  private static final Duration CHILD_WORKS = IDLE_BOUND.dividedBy(100);

  /** More of them, made in a loop, would take the machine from all others. */
  private static final int MANY_THREADS = 2_000;

  /** How many threads a report tells of. */
  private static final int SHOWN = 12;

  private static final int EQUAL_LOOKS = 8;
  private static final long SETTLED_LOOK_EVERY_MILLIS = 4;
  private static final int SETTLED_LOOKS = 4;

  /** Then a thread that runs is one that an earlier call has left behind. */
  private static final int LOOKS_FOR_THE_WOKEN = 250;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Threads of the platform and of the test engine: they say nothing about a call. */
  private static final Set<Long> OTHERS =
      Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toUnmodifiableSet());

  /** Lines that were seen to wait for longer than {@link #BOUNDED_WAIT}. */
  private static final Set<String> LONG_WAITS = ConcurrentHashMap.newKeySet();

  /** Their names, as JDK 17 to 25 give them. */
  private static final Pattern SHARED =
      Pattern.compile("ForkJoinPool(\\.commonPool|-\\d+)-worker-\\d+");

  /** A thread of the JDK that seems to run. The first virtual thread starts it. */
  private static final String UNBLOCKER = "VirtualThread-unblocker";

  /** A process that has ended stays here. Another one may get its pid, but not its start time. */
  private static final Set<ProcessHandle> SERVERS = ConcurrentHashMap.newKeySet();

  private final Group group;
  private final FutureTask<T> task;
  private final Thread caller;
  private volatile boolean hadTooManyThreads;

  /**
   * The processor time of threads, by their id, that is not this call's: a shared one had used it
   * before the call, another one has used it to watch a call of its own.
   */
  private final Map<Long, Long> excused = new ConcurrentHashMap<>();

  private static final class Group extends ThreadGroup {
    final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
    final Duration busyBound;

    Group(Duration busyBound) {
      super("watched");
      this.busyBound = busyBound;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
      uncaught.add(thread.getName() + " ended with " + error + at(error.getStackTrace()));
    }

    /** The threads of this call, without those of a call that it watches itself. */
    List<Thread> live() {
      return all().stream().filter(thread -> watchedBy(thread) == this).toList();
    }

    boolean watchesAnother() {
      return all().stream().anyMatch(thread -> watchedBy(thread) != this);
    }

    private List<Thread> all() {
      Thread[] threads = new Thread[activeCount() + 64];
      int count = enumerate(threads, true);
      return List.of(Arrays.copyOf(threads, count));
    }

    static Group watchedBy(Thread thread) {
      ThreadGroup group = thread.getThreadGroup();
      while (group != null && !(group instanceof Group)) {
        group = group.getParent();
      }
      return (Group) group;
    }
  }

  private WatchedCall(String name, Callable<T> work, Duration busyBound) {
    this.group = new Group(busyBound);
    this.task = new FutureTask<>(work);
    this.caller = new Thread(group, task, name);
    this.caller.setDaemon(false); // What it starts is what it is, and a daemon is let be.
    excuse(shared());
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
    Group around = Group.watchedBy(Thread.currentThread());
    return around == null ? BUSY_BOUND : around.busyBound;
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
   */
  public static <T> T bounded(Callable<T> work) throws Exception {
    WatchedCall<T> watched = start(work);
    try {
      return watched.ended();
    } finally {
      watched.group.interrupt();
    }
  }

  /** Lets a child of this JVM be: a server that outlives a call, whatever becomes of the call. */
  public static void letBe(ProcessHandle child) {
    SERVERS.add(child);
  }

  /** The children of this JVM that calls have started: not those that are there for a server. */
  public static Set<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> !SERVERS.contains(child))
        .collect(Collectors.toSet());
  }

  /** The thread that makes the call. */
  public Thread caller() {
    return caller;
  }

  /**
   * Waits until the call ends.
   *
   * @throws Exception what the call throws
   * @throws CheckFailedError if it hangs; its threads are then interrupted
   */
  public T result() throws Exception {
    Optional<String> hang = endOrHang(() -> !caller.isAlive());
    if (hang.isPresent()) {
      throw hangs(hang.get());
    }
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
   * @throws CheckFailedError if the call hangs before
   */
  public void until(BooleanSupplier condition) throws InterruptedException {
    Optional<String> hang = endOrHang(() -> condition.getAsBoolean() || group.live().isEmpty());
    if (hang.isPresent()) {
      throw hangs(hang.get());
    }
    if (group.live().isEmpty()) {
      caller.join(); // A thread leaves its group a moment before it ends.
    }
  }

  /**
   * Whether the caller ends although the test holds some of its workers. The answer is false as
   * soon as all others have ended or wait, and the caller has settled down to wait for them: it
   * waits without a bound, or again and again.
   *
   * <p>A caller that waits once with a bound ends when the bound has passed. It is given {@link
   * #BOUNDED_WAIT} for that, once for each line of the code that waits. A longer bound is not told
   * from none.
   */
  public boolean returnsWhileHeld() throws InterruptedException {
    long id = caller.getId();
    long busyEnough = THREADS.getThreadCpuTime(id) + POLLING.toNanos();
    long lastWait = waits(id);
    long boundedMillis = 0;
    int looks = 0;
    for (int settled = 0; settled < SETTLED_LOOKS; ) {
      looks++;
      caller.join(SETTLED_LOOK_EVERY_MILLIS);
      Thread.State state = caller.getState();
      if (state == Thread.State.TERMINATED) {
        return true;
      }
      List<ThreadInfo> mine = infos();
      boolean endless = withShared(mine).stream().anyMatch(this::isBusy);
      if (endless || THREADS.getThreadCpuTime(id) > busyEnough) {
        return false;
      }
      long wait = waits(id);
      boolean bounded = state == Thread.State.TIMED_WAITING && wait == lastWait;
      boundedMillis = bounded ? boundedMillis + SETTLED_LOOK_EVERY_MILLIS : 0;
      lastWait = wait;
      if (mine.stream().anyMatch(WatchedCall::runs)) {
        settled = 0;
      } else if (!bounded || boundedMillis > BOUNDED_WAIT.toMillis() || isKnownToBeLong()) {
        boolean mayHaveBeenWoken = looks < LOOKS_FOR_THE_WOKEN && ReadyThreads.areThere();
        settled = mayHaveBeenWoken ? 0 : settled + 1;
      }
      if (boundedMillis > BOUNDED_WAIT.toMillis()) {
        LONG_WAITS.add(at(caller.getStackTrace()));
      }
    }
    return false;
  }

  /** A line that has waited for so long before waits so again. */
  private boolean isKnownToBeLong() {
    String line = at(caller.getStackTrace());
    return !line.isEmpty() && LONG_WAITS.contains(line);
  }

  /**
   * Interrupts the caller, and returns when it has taken notice: when it has ended, waits anew, or
   * is busy.
   *
   * <p>A thread that is woken while its interrupt is on the way may never see it (Object.wait), so
   * release no worker before.
   */
  public void interruptCaller() throws InterruptedException {
    long id = caller.getId();
    long busyEnough = THREADS.getThreadCpuTime(id) + POLLING.toNanos();
    long wait = waits(id);
    caller.interrupt();
    for (long millis = 0; millis < IDLE_BOUND.toMillis() && caller.isAlive(); millis++) {
      if (waits(id) != wait || THREADS.getThreadCpuTime(id) > busyEnough) {
        break;
      }
      caller.join(1);
    }
  }

  /** How often a thread has begun to wait; -1 if it has ended. */
  private static long waits(long id) {
    ThreadInfo info = THREADS.getThreadInfo(id);
    return info == null ? -1 : info.getWaitedCount();
  }

  /**
   * Checks that the call has left no thread behind: each one that it started has ended, or is about
   * to. A daemon thread is let be, for shared pools have them.
   *
   * @throws CheckFailedError if a thread goes on
   */
  public void assertNoWorkerLeft() throws InterruptedException {
    Optional<String> left = endOrHang(() -> group.live().stream().allMatch(Thread::isDaemon));
    if (left.isPresent()) {
      group.interrupt();
      throw new CheckFailedError(
          left.get(), "no worker is left when the call has ended.", "one is.");
    }
  }

  /** Whether it was found to hang because of them. It may still make more. */
  boolean hadTooManyThreads() {
    return hadTooManyThreads;
  }

  /** Whether a thread of the call has used up its time, and still lives; or there may be many. */
  boolean isBusy() {
    return hadTooManyThreads || withShared(infos()).stream().anyMatch(this::isBusy);
  }

  private CheckFailedError hangs(String how) {
    group.interrupt();
    endStarted();
    return new CheckFailedError(how, "the call ends.", "it hangs.");
  }

  /** What the threads of the call threw and nobody caught, one sentence each. */
  public List<String> uncaught() {
    return List.copyOf(group.uncaught);
  }

  /** Empty when the condition holds; else what the threads of the call are doing. */
  private Optional<String> endOrHang(BooleanSupplier end) throws InterruptedException {
    String last = "";
    int equal = 0;
    long idleMillis = 0;
    Set<String> running = Set.of();
    Map<Long, Duration> children = Map.of();
    Duration longest = group.busyBound.multipliedBy(BUSY_BOUNDS);
    boolean isChildBusy = false;
    int looks = 0;
    while (!end.getAsBoolean()) {
      awaitNextLook(end);
      if (group.watchesAnother()) {
        excuse(infos());
        excuse(shared());
        continue;
      }
      looks++;
      if (group.live().size() > MANY_THREADS) {
        hadTooManyThreads = true;
        return Optional.of(describe("It has more than " + MANY_THREADS + " threads, such as:"));
      }
      if (equal == EQUAL_LOOKS - 1 && ReadyThreads.areThere()) {
        equal = 0; // One may have been woken. Else, the last look shows whether it went on.
      }
      List<ThreadInfo> mine = infos();
      String now = mine.stream().map(WatchedCall::fingerprint).collect(Collectors.joining());
      boolean frozen = !mine.isEmpty() && mine.stream().allMatch(WatchedCall::waits);
      equal = frozen && now.equals(last) && nothingElseRuns() ? equal + 1 : 0;
      last = now;
      Set<String> runningBefore = running;
      List<ThreadInfo> all = withShared(mine);
      running =
          all.stream().filter(WatchedCall::runs).map(WatchedCall::work).collect(Collectors.toSet());
      boolean isIdle = runningBefore.containsAll(running);
      idleMillis = isIdle ? idleMillis + LOOK_EVERY_MILLIS : 0;
      if (looks % CHILDREN_EVERY_LOOKS == 0) {
        Map<Long, Duration> childrenNow = childrenBusyFor();
        isChildBusy = children.entrySet().stream().anyMatch(this::isStillBusyForTooLong);
        if (haveWorked(children, childrenNow)) {
          children = childrenNow;
          idleMillis = 0;
        }
      }
      if (end.getAsBoolean()) {
        break;
      }
      if (equal >= EQUAL_LOOKS) {
        return Optional.of(describe("Every thread waits, and none is left to wake it:"));
      }
      if (idleMillis >= IDLE_BOUND.toMillis()) {
        return Optional.of(
            describe("For " + IDLE_BOUND.toSeconds() + " s every thread did nothing but sleep:"));
      }
      if (all.stream().anyMatch(this::isBusy)) {
        return Optional.of(
            describe(
                "One thread was busy for " + group.busyBound.toSeconds() + " s without an end:"));
      }
      if (isChildBusy) {
        return Optional.of(
            describe(
                "A process was busy for " + group.busyBound.toSeconds() + " s without an end:"));
      }
      if (looks * LOOK_EVERY_MILLIS >= longest.toMillis()) {
        return Optional.of(
            describe("For " + longest.toSeconds() + " s or more it worked and slept in turn:"));
      }
    }
    return Optional.empty();
  }

  /** A condition is asked often, for that is cheap. */
  private void awaitNextLook(BooleanSupplier end) throws InterruptedException {
    for (long millis = 0;
        millis < LOOK_EVERY_MILLIS && !end.getAsBoolean();
        millis += ASK_EVERY_MILLIS) {
      if (caller.isAlive()) {
        caller.join(ASK_EVERY_MILLIS);
      } else {
        LockSupport.parkNanos(ASK_EVERY_MILLIS * 1_000_000);
      }
    }
  }

  /** The ids of the call's own threads. */
  private Set<Long> ids() {
    return group.live().stream().map(Thread::getId).collect(Collectors.toCollection(HashSet::new));
  }

  private List<ThreadInfo> infos() {
    List<ThreadInfo> infos = new ArrayList<>();
    for (Thread thread : group.live()) {
      ThreadInfo info = THREADS.getThreadInfo(thread.getId(), 64);
      if (info != null) {
        infos.add(info);
      }
    }
    return infos;
  }

  /**
   * The processor time of each process that was started. A call that waits for one does nothing
   * else, and is not idle while that one works.
   */
  private static Map<Long, Duration> childrenBusyFor() {
    return ChargedTime.processorTimes(started());
  }

  /** The processes that were started, without the servers, and what they have started. */
  private static Stream<ProcessHandle> started() {
    return children().stream()
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
  }

  /** Kills the processes that calls have started, without the servers. */
  public static void endStarted() {
    started().forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean haveWorked(Map<Long, Duration> before, Map<Long, Duration> now) {
    return !now.keySet().equals(before.keySet())
        || now.entrySet().stream()
            .map(child -> child.getValue().minus(before.get(child.getKey())))
            .anyMatch(used -> used.compareTo(CHILD_WORKS) >= 0);
  }

  /** A process that is about to be killed is let be. */
  private boolean isStillBusyForTooLong(Map.Entry<Long, Duration> child) {
    return child.getValue().compareTo(group.busyBound) > 0
        && ProcessHandle.of(child.getKey()).filter(ProcessHandle::isAlive).isPresent();
  }

  private static boolean waits(ThreadInfo info) {
    return info.getThreadState() == Thread.State.WAITING
        || info.getThreadState() == Thread.State.BLOCKED;
  }

  private static boolean runs(ThreadInfo info) {
    return info.getThreadState() == Thread.State.RUNNABLE || carriesAnother(info);
  }

  /** A thread that carries a virtual thread is said to wait meanwhile. */
  private static boolean carriesAnother(ThreadInfo info) {
    StackTraceElement[] stack = info.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().equals("jdk.internal.vm.Continuation");
  }

  /** Changes while the thread works. One that waits for a socket or a file seems to run. */
  private static String work(ThreadInfo info) {
    return info.getThreadId() + ":" + THREADS.getThreadCpuTime(info.getThreadId());
  }

  private boolean isBusy(ThreadInfo thread) {
    long id = thread.getThreadId();
    return THREADS.getThreadCpuTime(id) - excused.getOrDefault(id, 0L) > group.busyBound.toNanos();
  }

  /** To watch a call for long takes a thread long, and says nothing about its own call. */
  private void excuse(List<ThreadInfo> threads) {
    threads.stream()
        .map(ThreadInfo::getThreadId)
        .forEach(id -> excused.put(id, THREADS.getThreadCpuTime(id)));
  }

  /**
   * Threads that work for any call: those of the pool that all share, and those that carry virtual
   * threads, of which nobody is told more.
   */
  private List<ThreadInfo> shared() {
    Set<Long> mine = ids();
    return Arrays.stream(THREADS.getAllThreadIds())
        .filter(id -> !mine.contains(id))
        .mapToObj(WatchedCall::briefly)
        .filter(thread -> thread != null && isShared(thread))
        .toList();
  }

  private static boolean isShared(ThreadInfo thread) {
    return SHARED.matcher(thread.getThreadName()).matches();
  }

  /** What is known of a thread. Its stack costs a stop of all threads, and few need it. */
  private static ThreadInfo briefly(long id) {
    ThreadInfo info = THREADS.getThreadInfo(id);
    return info != null && isShared(info) ? THREADS.getThreadInfo(id, 1) : info;
  }

  private List<ThreadInfo> withShared(List<ThreadInfo> threads) {
    return Stream.concat(threads.stream(), shared().stream()).toList();
  }

  private static String fingerprint(ThreadInfo info) {
    return info.getThreadId() + ":" + info.getWaitedCount() + ":" + info.getBlockedCount() + " ";
  }

  /** A pool that all share works outside of the group: while it runs, nothing is proven. */
  private boolean nothingElseRuns() {
    Set<Long> mine = ids();
    mine.add(Thread.currentThread().getId());
    return Arrays.stream(THREADS.getAllThreadIds())
        .filter(id -> !OTHERS.contains(id) && !mine.contains(id))
        .mapToObj(WatchedCall::briefly)
        .noneMatch(info -> info != null && runs(info) && !info.getThreadName().equals(UNBLOCKER));
  }

  private String describe(String headline) {
    StringBuilder text = new StringBuilder(headline);
    List<ThreadInfo> told = new ArrayList<>(infos());
    shared().stream().filter(this::isBusy).forEach(told::add);
    told.stream().limit(SHOWN).forEach(info -> text.append("\n  ").append(describe(info)));
    group.uncaught.forEach(error -> text.append("\n  ").append(error));
    childrenBusyFor()
        .forEach(
            (pid, busy) ->
                text.append("\n  process ")
                    .append(pid)
                    .append(" lives, and was busy for ")
                    .append(Stopwatch.format(busy.toNanos())));
    return text.toString();
  }

  /** What one thread does, in half a sentence. */
  static String describe(ThreadInfo info) {
    String text = info.getThreadName() + " is " + state(info) + at(info.getStackTrace());
    return info.getLockOwnerName() == null
        ? text
        : text + ", for a lock that " + info.getLockOwnerName() + " holds";
  }

  private static String state(ThreadInfo info) {
    if (carriesAnother(info)) {
      return "running";
    }
    return switch (info.getThreadState()) {
      case RUNNABLE -> "running";
      case BLOCKED -> "blocked";
      case WAITING -> "waiting";
      case TIMED_WAITING -> "waiting for a time";
      default -> info.getThreadState().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  /** The first frame that is neither the platform's nor the test support's. */
  public static String at(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> !frame.getClassName().matches("(java|javax|jdk|sun|org|com)\\..*"))
        .filter(frame -> !frame.getClassName().matches("sharing\\.(common|testkit)\\..*"))
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }
}
