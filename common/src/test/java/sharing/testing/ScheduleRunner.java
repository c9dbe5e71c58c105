package sharing.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
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
 * The child JVM of the {@link Interleaver}: runs one schedule after the other, gives each worker
 * its turns, and finds out when a worker cannot go on.
 *
 * <p>It cannot hold a thread, and asks the interleaver to: the methods {@link #begin}, {@link
 * #turn}, {@link #ended}, {@link #failed} and {@link #done} do nothing, but a debugger stands
 * there.
 */
final class ScheduleRunner {
  /** What the interleaver replaces by the place of the pause. */
  static final String PLACE = "<place>";

  private static final long LOOK_EVERY_NANOS = 500_000;
  private static final int STUCK_TURNS = 6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The thread that came to the stop: written by the interleaver, when it holds its worker. */
  private static volatile Thread paused;

  /** The same, until its worker goes on. */
  private static Thread standing;

  /** Whether there is another schedule: written by the interleaver. */
  private static volatile boolean more;

  /** Threads of the platform, and of this class. */
  private static Set<Long> ownThreads = Set.of();

  private ScheduleRunner() {}

  /**
   * How long a worker may show nothing until it counts as stuck.
   *
   * @param stillLooks how many looks in a row find that all its threads wait, and nothing changed
   * @param polls how many looks find that it waits, with a time-out, once more
   * @param looks how many looks there are in all
   * @param nanos how much processor time it uses, in nanoseconds
   */
  private record Patience(int stillLooks, int polls, int looks, long nanos) {
    /** Then it is the other one's turn. To be wrong here costs a schedule, but no verdict. */
    static final Patience TURN = new Patience(150, 50, 5_000, 100_000_000);

    /** Then it is a hang. To be wrong here is a wrong verdict. */
    static final Patience HANG = new Patience(1_500, Integer.MAX_VALUE, 15_000, 3_000_000_000L);
  }

  /** Runs all schedules of the scenario that {@code arguments[0]} names. */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    ownThreads = ids(THREADS.getAllThreadIds());
    Class<? extends Scenario> type = Class.forName(arguments[0]).asSubclass(Scenario.class);
    boolean alike = type.getMethod("worker2").isDefault();
    for (int first = 1; first <= (alike ? 1 : 2); first++) {
      do {
        run(type, first);
      } while (more);
    }
    done();
  }

  /** A schedule begins. The interleaver knows where it is to hold the first worker, if it is. */
  private static void begin(ThreadGroup first, ThreadGroup second) {}

  /** The threads of one group are to be held, or none; those of another are to go on, or all. */
  private static void turn(ThreadGroup hold, ThreadGroup letGo, String story) {}

  /** Both workers have ended. Now the interleaver knows if there is a schedule more. */
  private static void ended() {}

  /** The schedule has failed, and that is the end. */
  private static void failed(String story, String seen) {}

  /** All schedules have been tried. */
  private static void done() {}

  /** Runs one schedule. */
  private static void run(Class<? extends Scenario> type, int first) {
    AtomicReference<Scenario> made = new AtomicReference<>();
    alone("", new Worker("The constructor", () -> made.set(construct(type))));
    Scenario scenario = made.get();
    Worker one = new Worker("Worker 1", scenario::worker1);
    Worker two = new Worker("Worker 2", scenario::worker2);
    StringBuilder story = new StringBuilder();
    takeTurns(first == 1 ? one : two, first == 1 ? two : one, story);
    ended();
    List.of(one, two).forEach(worker -> worker.assertNothingThrown(story));
    alone(story.toString(), new Worker("The check", scenario::check));
  }

  private static Scenario construct(Class<? extends Scenario> type) throws Throwable {
    try {
      Constructor<? extends Scenario> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** One worker runs at a time, until it is paused, or stuck, or has ended. */
  private static void takeTurns(Worker first, Worker second, StringBuilder story) {
    begin(first.group, second.group);
    Worker runs = first;
    Worker stands = second;
    int stuckTurns = 0;
    while (stuckTurns < STUCK_TURNS) {
      runs.startIfNew();
      Looks looks = new Looks(List.of(runs), stands);
      String did = null;
      boolean pausedNow = false;
      while (did == null) {
        Thread stopped = runs == first ? paused : null;
        pausedNow = stopped != null;
        if (pausedNow) {
          paused = null;
          standing = stopped;
          did = " was paused " + PLACE;
        } else if (runs.hasEnded()) {
          did = " ran to its end.";
        } else if (looks.stuck(Patience.TURN)) {
          did = (runs.isRunning() ? " ran, without an end," : " ran until it waited") + runs.at();
          did += ".";
        } else {
          tick();
        }
      }
      runs.tell(did, story);
      stuckTurns = pausedNow || runs.hasEnded() ? 0 : stuckTurns + 1;
      if (stands.hasEnded()) {
        if (runs.hasEnded()) {
          return;
        } else if (!pausedNow) {
          break; // It is stuck, and nobody is left to help it.
        }
      }
      Worker next = stands.hasEnded() ? runs : stands;
      ThreadGroup hold = runs.hasEnded() || next == runs || pausedNow ? null : runs.group;
      turn(hold, next.group, story.toString());
      standing = next == first ? null : standing;
      stands = next == runs ? stands : runs;
      runs = next;
    }
    turn(null, null, story.toString());
    standing = null;
    Looks looks = new Looks(List.of(first, second), null);
    while (!first.hasEnded() || !second.hasEnded()) {
      if (looks.stuck(Patience.HANG)) {
        failed(
            story + "Then there was no end:\n" + looks.describe(),
            "Expected: both workers end.\nSeen: they hang.");
      }
      tick();
    }
  }

  /** Runs what stands apart from the schedule. */
  private static void alone(String story, Worker worker) {
    worker.startIfNew();
    Looks looks = new Looks(List.of(worker), null);
    while (!worker.hasEnded()) {
      if (looks.stuck(Patience.HANG)) {
        failed(story + looks.describe(), "Expected: " + worker.name + " ends.\nSeen: it hangs.");
      }
      tick();
    }
    worker.assertNothingThrown(story);
  }

  private static void tick() {
    LockSupport.parkNanos(LOOK_EVERY_NANOS);
  }

  /** What a worker does. */
  private interface Body {
    void run() throws Throwable;
  }

  /** A thread, and all that descend from it: a thread's group is its parent's, if not told. */
  private static final class Worker {
    final String name;
    final ThreadGroup group;
    private final Thread thread;
    private volatile String thrown;
    private String told = "";

    Worker(String name, Body body) {
      this.name = name;
      this.group =
          new ThreadGroup(name) {
            @Override
            public void uncaughtException(Thread thread, Throwable e) {
              thrown = unexpected(name + ", in its " + thread.getName() + ",", e);
            }
          };
      this.thread = new Thread(group, () -> run(body), name);
      thread.setDaemon(true);
    }

    private void run(Body body) {
      try {
        body.run();
      } catch (AssertionError e) {
        thrown = e.getMessage() == null ? unexpected(name, e) : e.getMessage();
      } catch (Throwable e) {
        thrown = unexpected(name, e);
      }
    }

    private static String unexpected(String who, Throwable e) {
      return "Expected: no exception.\nSeen: " + who + " threw " + describe(e);
    }

    private static String describe(Throwable e) {
      String text = e + "\n " + Watched.at(e.getStackTrace());
      return e.getCause() == null ? text : text + "\ncaused by " + describe(e.getCause());
    }

    void assertNothingThrown(CharSequence story) {
      if (thrown != null) {
        failed(story.toString(), thrown);
      }
    }

    void startIfNew() {
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
    }

    boolean isRunning() {
      return thread.getState() == Thread.State.RUNNABLE;
    }

    /** Adds a sentence to the story, unless this worker has just said the same. */
    void tell(String did, StringBuilder story) {
      if (!did.equals(told)) {
        story.append(name).append(did).append('\n');
      }
      told = did;
    }

    boolean hasEnded() {
      return thread.getState() == Thread.State.TERMINATED;
    }

    /** Where its first thread is, in the student's code. */
    String at() {
      return Watched.at(thread.getStackTrace());
    }

    /** Its live threads. The group is not asked: a thread that is held may own the group's lock. */
    Set<Long> threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(this::descends)
          .map(Thread::getId)
          .collect(Collectors.toSet());
    }

    private boolean descends(Thread candidate) {
      ThreadGroup ancestor = candidate.getThreadGroup();
      while (ancestor != null && ancestor != group) {
        ancestor = ancestor.getParent();
      }
      return ancestor != null;
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
     * @param held the worker that is held meanwhile, unless it has ended; or null
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
      return isHeld(owner) || own.contains(owner) && held != null;
    }

    private boolean isHeld(long id) {
      return standing != null && standing.getId() == id
          || held != null && !held.hasEnded() && held.threads().contains(id);
    }

    private boolean othersRun(Set<Long> own) {
      Set<Long> ids = ids(THREADS.getAllThreadIds());
      ids.removeAll(ownThreads);
      ids.removeAll(own);
      ids.removeIf(this::isHeld);
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
