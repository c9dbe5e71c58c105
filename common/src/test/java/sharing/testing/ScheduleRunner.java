package sharing.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import sharing.testing.Interleaver.Scenario;

/**
 * The child JVM of the {@link Interleaver}: runs one schedule after the other, and finds out when a
 * worker cannot go on.
 *
 * <p>The interleaver holds the threads and this class does not: it calls {@link #begin}, {@link
 * #goOn}, {@link #failed} and {@link #done}, which do nothing, and at which the interleaver stands
 * with a breakpoint.
 */
final class ScheduleRunner {
  private static final long LOOK_EVERY_NANOS = 500_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Whether the interleaver holds the worker that it is to pause. The interleaver writes it. */
  private static volatile boolean paused;

  /** Threads of the platform, and the one that runs the schedules. */
  private static final Set<Long> BEFORE = ids(THREADS.getAllThreadIds());

  private static int schedule;

  private ScheduleRunner() {}

  /**
   * How long a worker may do nothing that shows.
   *
   * @param stillLooks how many looks in a row find all its threads waiting, and nothing changed
   * @param polls how many looks find that it began to wait, with a time-out, once more
   * @param looks how many looks there are in all
   * @param nanos how much processor time it uses, in nanoseconds
   */
  private record Patience(int stillLooks, int polls, int looks, long nanos) {
    /** After that, the other one has its turn. To be wrong here costs a schedule, not a verdict. */
    static final Patience TURN = new Patience(150, 50, 5_000, 100_000_000);

    /** After that, it is a hang. To be wrong here is a wrong verdict. */
    static final Patience HANG = new Patience(1_500, Integer.MAX_VALUE, 15_000, 3_000_000_000L);
  }

  /** Runs all schedules of the scenario that is named by {@code arguments[0]}. */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    Class<? extends Scenario> type = Class.forName(arguments[0]).asSubclass(Scenario.class);
    boolean alike = type.getMethod("worker2").isDefault();
    // Stop 0 is no stop: one worker after the other. It loads the classes, too.
    run(type, 1, 0);
    for (int first = 1; first <= (alike ? 1 : 2); first++) {
      int stop = 1;
      while (run(type, first, stop)) {
        stop++;
      }
    }
    done();
  }

  /** A schedule begins: the group's threads, counted together, are to be held at that stop. */
  private static void begin(String group, int stop) {}

  /** The other worker has done all that it can do. The one that is held may go on. */
  private static void goOn(String whatTheOtherDid) {}

  /** The schedule has failed. This is the end. */
  private static void failed(String how, String seen) {}

  /** All schedules have been tried. */
  private static void done() {}

  /** Runs one schedule, and tells whether the first worker came to its stop. */
  private static boolean run(Class<? extends Scenario> type, int first, int stop) throws Exception {
    schedule++;
    AtomicReference<Scenario> made = new AtomicReference<>();
    alone("the constructor of the scenario", () -> made.set(construct(type)));
    Scenario scenario = made.get();
    Worker one = new Worker("worker 1", scenario::worker1);
    Worker two = new Worker("worker 2", scenario::worker2);
    boolean stopped = first == 1 ? run(one, two, stop) : run(two, one, stop);
    for (Worker worker : List.of(one, two)) {
      if (worker.error != null) {
        failed("", "Expected: no exception.\nSeen: " + worker.error);
      }
    }
    alone("the check", scenario::check);
    return stopped;
  }

  private static Scenario construct(Class<? extends Scenario> type) throws Exception {
    Constructor<? extends Scenario> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static boolean run(Worker a, Worker b, int stop) {
    begin(a.group.getName(), stop);
    a.thread.start();
    Looks atA = new Looks(List.of(a), null);
    while (!paused && a.thread.isAlive() && !atA.stuck(Patience.TURN)) {
      tick();
    }
    b.thread.start();
    boolean stopped = false;
    Looks atB = new Looks(List.of(b), a);
    Looks atBoth = new Looks(List.of(a, b), null);
    while (a.thread.isAlive() || b.thread.isAlive()) {
      if (paused) {
        stopped = true;
        if (!b.thread.isAlive()) {
          goOn("ran to its end");
        } else if (atB.stuck(Patience.TURN)) {
          goOn("ran until it waited" + b.at());
        }
        atBoth = new Looks(List.of(a, b), null);
      } else if (atBoth.stuck(Patience.HANG)) {
        failed(atBoth.describe(), "Expected: both workers end.\nSeen: they hang.");
      }
      tick();
    }
    return stopped;
  }

  /** Runs what no other worker disturbs. */
  private static void alone(String name, Body body) {
    Worker worker = new Worker(name, body);
    worker.thread.start();
    Looks looks = new Looks(List.of(worker), null);
    while (worker.thread.isAlive()) {
      if (looks.stuck(Patience.HANG)) {
        failed(looks.describe(), "Expected: " + name + " ends.\nSeen: it hangs.");
      }
      tick();
    }
    if (worker.failedCheck != null) {
      failed("", worker.failedCheck);
    } else if (worker.error != null) {
      failed("", "Expected: no exception.\nSeen: " + worker.error);
    }
  }

  private static void tick() {
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
  }

  /** What a worker does. */
  private interface Body {
    void run() throws Exception;
  }

  /** A thread, and all threads that descend from it: a thread's group is its parent's. */
  private static final class Worker {
    final ThreadGroup group;
    final Thread thread;
    volatile String error;
    volatile String failedCheck;

    Worker(String name, Body body) {
      group =
          new ThreadGroup(name + " of schedule " + schedule) {
            @Override
            public void uncaughtException(Thread thread, Throwable e) {
              error = name + " threw, in " + thread.getName() + ", " + describe(e);
            }
          };
      thread =
          new Thread(
              group,
              () -> {
                try {
                  body.run();
                } catch (AssertionError e) {
                  failedCheck = e.getMessage();
                  error = name + " threw " + describe(e);
                } catch (Throwable e) {
                  error = name + " threw " + describe(e);
                }
              },
              name);
      thread.setDaemon(true);
    }

    private static String describe(Throwable e) {
      String text = e + Watched.at(e.getStackTrace());
      return e.getCause() == null ? text : text + "\ncaused by " + describe(e.getCause());
    }

    Set<Long> threads() {
      Thread[] threads = new Thread[group.activeCount() + 64];
      int count = group.enumerate(threads, true);
      return Arrays.stream(threads, 0, count).map(Thread::getId).collect(Collectors.toSet());
    }

    /** Where its first thread is, in the student's code. */
    String at() {
      ThreadInfo info = THREADS.getThreadInfo(thread.getId(), Integer.MAX_VALUE);
      return info == null ? "" : Watched.at(info.getStackTrace());
    }
  }

  /** Looks again and again at what the threads of some workers do. */
  private static final class Looks {
    private final List<Worker> workers;
    private final Worker held;
    private final long nanosBefore;
    private String last = "";
    private int still;
    private int polls;
    private int looks;

    /**
     * @param workers the workers to look at
     * @param held the worker that the interleaver holds meanwhile, or null
     */
    Looks(List<Worker> workers, Worker held) {
      this.workers = workers;
      this.held = held;
      this.nanosBefore = nanos(own());
    }

    /** Whether none of the threads can go on, for sure or as far as patience reaches. */
    boolean stuck(Patience patience) {
      Set<Long> own = own();
      List<ThreadInfo> infos = infos(own);
      if (infos.isEmpty() || !own.equals(own())) {
        return false; // One began or ended meanwhile.
      }
      looks++;
      boolean allWait = infos.stream().allMatch(Looks::waitsForGood);
      if (allWait && infos.stream().allMatch(info -> isHeldUp(info, own))) {
        return true;
      }
      String now = infos.stream().map(Looks::fingerprint).collect(Collectors.joining(" "));
      boolean changed = !now.equals(last);
      last = now;
      still = allWait && !changed && !othersRun(own) ? still + 1 : 0;
      boolean waitsForTime =
          infos.stream().anyMatch(t -> t.getThreadState() == Thread.State.TIMED_WAITING);
      polls = waitsForTime && changed ? polls + 1 : polls;
      return still >= patience.stillLooks
          || polls >= patience.polls
          || looks >= patience.looks
          || nanos(own) - nanosBefore >= patience.nanos;
    }

    String describe() {
      return infos(own()).stream().map(Watched::describe).collect(Collectors.joining("\n"));
    }

    /**
     * Whether a thread waits for what a held thread owns, or another one that is looked at. A
     * monitor and an exclusive lock know their owner, and who is held gives nothing back.
     */
    private boolean isHeldUp(ThreadInfo info, Set<Long> own) {
      long owner = info.getLockOwnerId();
      return held != null && (held.threads().contains(owner) || own.contains(owner));
    }

    private boolean othersRun(Set<Long> own) {
      Set<Long> ids = ids(THREADS.getAllThreadIds());
      ids.removeAll(BEFORE);
      ids.removeAll(own);
      if (held != null) {
        ids.removeAll(held.threads());
      }
      return infos(ids).stream().anyMatch(t -> t.getThreadState() == Thread.State.RUNNABLE);
    }

    private Set<Long> own() {
      return workers.stream().flatMap(w -> w.threads().stream()).collect(Collectors.toSet());
    }

    private static boolean waitsForGood(ThreadInfo info) {
      return info.getThreadState() == Thread.State.WAITING
          || info.getThreadState() == Thread.State.BLOCKED;
    }

    private static String fingerprint(ThreadInfo info) {
      return info.getThreadId() + ":" + info.getWaitedCount() + ":" + info.getBlockedCount();
    }

    private static long nanos(Set<Long> ids) {
      return ids.stream().mapToLong(THREADS::getThreadCpuTime).filter(n -> n > 0).sum();
    }

    /** All at one moment, because their stacks are asked for, too. */
    private static List<ThreadInfo> infos(Set<Long> ids) {
      long[] array = ids.stream().mapToLong(Long::longValue).sorted().toArray();
      return Arrays.stream(THREADS.getThreadInfo(array, Integer.MAX_VALUE))
          .filter(Objects::nonNull)
          .toList();
    }
  }

  private static Set<Long> ids(long[] ids) {
    return Arrays.stream(ids).boxed().collect(Collectors.toCollection(HashSet::new));
  }
}
