package sharing.testkit.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The state of one thread at one moment: its state in Java, what it waits for, how often it has
 * waited, and its stack if requested. Immutable.
 */
public final class ThreadSnapshot {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Enough to find the first frame of a student's code. */
  private static final int FRAMES = 64;

  private static final Pattern OF_OTHERS =
      Pattern.compile("(java|javax|jdk|sun|org|com|sharing\\.(common|testkit|runner))\\..*");

  /** The names of threads that work for any call, as JDK 17 to 25 give them. */
  private static final Pattern SHARED =
      Pattern.compile("ForkJoinPool(\\.commonPool|-\\d+)-worker-\\d+");

  /** A thread of the JDK that seems to run. The first virtual thread starts it. */
  private static final String UNBLOCKER = "VirtualThread-unblocker";

  /** Whether this JDK has virtual threads, at least as a preview. */
  private static final boolean HAS_VIRTUAL_THREADS = Runtime.version().feature() >= 19;

  private final ThreadInfo info;

  private ThreadSnapshot(ThreadInfo info) {
    this.info = info;
  }

  /** The ids of all live platform threads. */
  static Set<Long> allIds() {
    return Arrays.stream(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());
  }

  /** Snapshots of the live threads among these, one after the other, each with its top frame. */
  static List<ThreadSnapshot> oneByOne(List<Thread> threads) {
    return threads.stream()
        .map(thread -> THREADS.getThreadInfo(thread.getId(), FRAMES))
        .filter(Objects::nonNull)
        .map(ThreadSnapshot::new)
        .toList();
  }

  /** Snapshots of the live threads among these, without stacks: this stops no thread. */
  static List<ThreadSnapshot> withoutStacks(Set<Long> ids) {
    return present(THREADS.getThreadInfo(sorted(ids)));
  }

  /** Snapshots of the live threads among these, all at one moment, with their stacks. */
  static List<ThreadSnapshot> atOneMoment(Set<Long> ids) {
    return present(THREADS.getThreadInfo(sorted(ids), Integer.MAX_VALUE));
  }

  private static long[] sorted(Set<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  private static List<ThreadSnapshot> present(ThreadInfo[] infos) {
    return Arrays.stream(infos).filter(Objects::nonNull).map(ThreadSnapshot::new).toList();
  }

  /**
   * Snapshots of the threads that work for any call, except some: the threads of the common pool,
   * and the carriers of virtual threads. Each has its top frame.
   */
  static List<ThreadSnapshot> shared(Set<Long> apartFrom) {
    return Arrays.stream(THREADS.getAllThreadIds())
        .filter(id -> !apartFrom.contains(id) && isShared(THREADS.getThreadInfo(id)))
        .mapToObj(id -> THREADS.getThreadInfo(id, 1))
        .filter(ThreadSnapshot::isShared)
        .map(ThreadSnapshot::new)
        .toList();
  }

  private static boolean isShared(ThreadInfo info) {
    return info != null && SHARED.matcher(info.getThreadName()).matches();
  }

  /** Whether a thread runs, as far as the platform reports it; false if the thread has ended. */
  static boolean runs(long id) {
    ThreadInfo info = THREADS.getThreadInfo(id);
    if (info == null || info.getThreadName().equals(UNBLOCKER)) {
      return false;
    }
    if (info.getThreadState() == Thread.State.RUNNABLE) {
      return true;
    }
    // Reading a stack stops all threads, and few threads need it.
    ThreadInfo carrier =
        HAS_VIRTUAL_THREADS && isShared(info) ? THREADS.getThreadInfo(id, 1) : null;
    return carrier != null && new ThreadSnapshot(carrier).runs();
  }

  /** Whether it runs, or carries a virtual thread that does. Needs the top frame for that. */
  boolean runs() {
    return info.getThreadState() == Thread.State.RUNNABLE || carriesAnother();
  }

  /** Java reports a thread that carries a virtual thread as waiting. */
  private boolean carriesAnother() {
    StackTraceElement[] stack = info.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().equals("jdk.internal.vm.Continuation");
  }

  /** Whether it waits for another thread without a timeout: for a monitor, a lock or a signal. */
  boolean waitsForAnother() {
    return info.getThreadState() == Thread.State.WAITING
        || info.getThreadState() == Thread.State.BLOCKED;
  }

  /** Whether it waits with a timeout. */
  boolean waitsForTime() {
    return info.getThreadState() == Thread.State.TIMED_WAITING;
  }

  /** Whether it reads from a pipe or a file. Java reports it as running. Needs the top frame. */
  boolean readsStream() {
    StackTraceElement[] stack = info.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getClassName().equals("java.io.FileInputStream");
  }

  /** Whether it asks for a lock of a file, and may wait for it. Needs the stack. */
  boolean asksForFileLock() {
    return FileLocks.isAskedFor(info.getStackTrace());
  }

  /** Whether it waits on one of these objects, as it does in {@link Thread#join}. */
  boolean waitsOn(Set<Integer> identities) {
    return info.getLockInfo() != null
        && identities.contains(info.getLockInfo().getIdentityHashCode());
  }

  /** Whether it waits for a monitor or an exclusive lock that one of these threads owns. */
  boolean waitsForLockOf(Set<Long> owners) {
    return owners.contains(info.getLockOwnerId());
  }

  long id() {
    return info.getThreadId();
  }

  /** The nanoseconds of processor time that the thread has used until now; -1 if it has ended. */
  long processorNanos() {
    return THREADS.getThreadCpuTime(id());
  }

  /** Equal for two snapshots of a thread if it has not begun to wait in between. */
  String fingerprint() {
    return info.getThreadId() + ":" + info.getWaitedCount() + ":" + info.getBlockedCount();
  }

  /** The thread in half a sentence: its name, state and place, and its lock's owner. */
  String describe() {
    String text = info.getThreadName() + " is " + state() + at(info.getStackTrace());
    return info.getLockOwnerName() == null
        ? text
        : text + ", for a lock that " + info.getLockOwnerName() + " holds";
  }

  private String state() {
    if (carriesAnother()) {
      return "running";
    }
    return switch (info.getThreadState()) {
      case RUNNABLE -> "running";
      case BLOCKED -> "blocked";
      case WAITING -> "waiting";
      case TIMED_WAITING -> "waiting with a time limit";
      default -> info.getThreadState().name().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * The first frame of a stack that belongs neither to the platform nor to the test support, as in
   * " at Worker.java:12", with the space; empty if there is none.
   */
  public static String at(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> !OF_OTHERS.matcher(frame.getClassName()).matches())
        .findFirst()
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("");
  }
}
