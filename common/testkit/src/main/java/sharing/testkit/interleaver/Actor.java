package sharing.testkit.interleaver;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import sharing.testkit.Failure;
import sharing.testkit.threads.FileLocks;
import sharing.testkit.threads.ThreadSnapshot;

/**
 * A thread of a {@link Schedule}, and its descendants: a thread belongs to its parent's group by
 * default.
 */
final class Actor {
  private static final String PACKAGE = Actor.class.getPackageName() + ".";

  final String name;
  private final ThreadGroup group;
  private final Thread thread;
  private final Thread driver = Thread.currentThread();
  private volatile boolean ended;
  private volatile Failure thrown;
  private String told = "";

  /** The code of a worker. */
  interface Body {
    void run() throws Throwable;
  }

  Actor(String name, Body body) {
    this.name = name;
    this.group =
        new ThreadGroup(name) {
          @Override
          public void uncaughtException(Thread thread, Throwable e) {
            threw(name + ", in its " + thread.getName() + ",", e);
          }
        };
    this.thread = new Thread(group, () -> run(body), name);
    thread.setDaemon(true);
  }

  private void run(Body body) {
    try {
      body.run();
    } catch (Throwable e) {
      threw(name, e);
    } finally {
      ended = true;
      LockSupport.unpark(driver);
    }
  }

  private void threw(String who, Throwable e) {
    if (e instanceof AssertionError && e.getMessage() != null) {
      thrown = Failure.of(e);
    } else if (!(e instanceof ScheduleAbandonedError)) {
      thrown = Failure.check("", "no exception.", who + " threw " + describe(e));
    }
  }

  private static String describe(Throwable e) {
    String text = CopyNames.originals(e + "\n " + ThreadSnapshot.at(e.getStackTrace()));
    return e.getCause() == null ? text : text + "\ncaused by " + describe(e.getCause());
  }

  void assertNothingThrown() throws ScheduleFailedException {
    if (thrown != null) {
      throw new ScheduleFailedException(thrown);
    }
  }

  /** Its first thread. */
  Thread thread() {
    return thread;
  }

  void startIfNew() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** Whether its first thread has ended. */
  boolean hasEnded() {
    return ended;
  }

  boolean isRunning() {
    ThreadInfo now = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), 1);
    if (now == null) {
      return false; // It has ended.
    }
    // A monitor of ours is held for a moment only.
    boolean isObserved =
        now.getThreadState() == Thread.State.BLOCKED
            && now.getStackTrace().length > 0
            && now.getStackTrace()[0].getClassName().startsWith(PACKAGE);
    boolean isRunnable = now.getThreadState() == Thread.State.RUNNABLE;
    return isObserved || isRunnable && !FileLocks.isAskedFor(thread);
  }

  /** The exception that it has thrown, or nothing. */
  Optional<Failure> thrown() {
    return Optional.ofNullable(thrown);
  }

  /** Adds a sentence to the story, unless it repeats this worker's last one. */
  void tell(String did, Story story) {
    if (!did.equals(told)) {
      story.add(name + did);
    }
    told = did;
  }

  /** Where its first thread is, in the student's code. */
  String at() {
    return ThreadSnapshot.at(thread.getStackTrace());
  }

  boolean owns(Thread candidate) {
    return group.parentOf(candidate.getThreadGroup());
  }

  /** Its live threads. */
  Set<Thread> threads() {
    if (group.enumerate(new ThreadGroup[1], false) > 0) {
      // A group locks itself to list its threads. The student's code may hold that monitor.
      return Thread.getAllStackTraces().keySet().stream()
          .filter(this::owns)
          .collect(Collectors.toSet());
    }
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads);
    return Arrays.stream(threads, 0, count).collect(Collectors.toSet());
  }

  /** The live threads of some of them. */
  static Set<Thread> threads(List<Actor> actors) {
    return actors.stream().flatMap(actor -> actor.threads().stream()).collect(Collectors.toSet());
  }

  /** Its live threads but the first one. */
  Set<Thread> descendants() {
    Set<Thread> threads = threads();
    threads.remove(thread);
    return threads;
  }

  void interrupt() {
    group.interrupt();
  }
}
