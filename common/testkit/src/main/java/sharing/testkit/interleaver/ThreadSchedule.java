package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.FileLocked;
import sharing.testkit.interleaver.Interleaver.LockFree;
import sharing.testkit.interleaver.Interleaver.Scenario;
import sharing.testkit.interleaver.Interleaver.ThreeWorkers;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.threads.FileLocks;

/**
 * A schedule of a {@link Scenario}: one worker runs at a time, until it is paused or stuck. Then it
 * is the next one's turn.
 */
final class ThreadSchedule extends Schedule {
  private final boolean isLockFree;
  private final boolean isOfFileLocks;
  private final List<Integer> order;

  /** The names of the workers, in the order of their turns. */
  private final List<String> names;

  private final int participants;

  /** The workers, in the order of their turns. Written under this schedule's monitor. */
  private final List<Actor> inOrder = new ArrayList<>();

  /** The worker whose turn it is. Guarded by this schedule's monitor. */
  private Actor runs;

  /**
   * @param participant which order it is: the first worker of it is the one to be paused
   */
  ThreadSchedule(
      Class<? extends Checked> type, int participant, Pauses pauses, Consumer<Breakpoint> note)
      throws NoSuchMethodException {
    super(pauses, note);
    int count = ThreeWorkers.class.isAssignableFrom(type) ? 3 : 2;
    participants = areAlike(type) ? 1 : count == 3 ? 6 : 2;
    order = order(count, participant);
    names = order.stream().map(number -> "Worker " + (number + 1)).toList();
    isLockFree = LockFree.class.isAssignableFrom(type);
    isOfFileLocks = FileLocked.class.isAssignableFrom(type);
  }

  /** Whether all workers of a scenario do the same, so that it does not matter who is paused. */
  static boolean areAlike(Class<? extends Checked> type) throws NoSuchMethodException {
    boolean isThirdAlike =
        !ThreeWorkers.class.isAssignableFrom(type) || type.getMethod("worker3").isDefault();
    return isThirdAlike && type.getMethod("worker2").isDefault();
  }

  /** Each worker is the first in turn; then each once more, with the others the other way round. */
  private static List<Integer> order(int count, int participant) {
    int step = participant < count ? 1 : count - 1;
    return IntStream.range(0, count).mapToObj(i -> (participant + i * step) % count).toList();
  }

  @Override
  String first() {
    return name(0);
  }

  private String name(int place) {
    return names.get(place);
  }

  @Override
  int participants() {
    return participants;
  }

  @Override
  List<Event> events(boolean isFirst) {
    return events().stream()
        .filter(event -> names.contains(event.actor()))
        .filter(event -> event.actor().equals(name(0)) == isFirst)
        .toList();
  }

  @Override
  List<Event> eventsOfSecond() {
    return events().stream().filter(event -> event.actor().equals(name(1))).toList();
  }

  @Override
  String actor(Thread thread) {
    Actor owner = owner(thread);
    return owner == null ? thread.getName() : owner.name;
  }

  /** The worker of a thread; null for a thread of the constructor, of the check, or of all. */
  private Actor owner(Thread thread) {
    for (Actor worker : inOrder) {
      if (worker.owns(thread)) {
        return worker;
      }
    }
    return null;
  }

  /** A pool that all share always may. */
  @Override
  boolean mayGo(Thread thread) {
    Actor owner = owner(thread);
    return owner == null || owner == runs && pausedThread(runs) == null;
  }

  /** The thread of a worker that is paused at a breakpoint, or null. */
  private Thread pausedThread(Actor worker) {
    int place = inOrder.indexOf(worker);
    return place == 0 ? pauses().first() : place == 1 ? pauses().second() : null;
  }

  /** A shared pool that works in the first worker's turn works for the first worker. */
  @Override
  boolean isToBePaused(Thread thread) {
    Actor owner = owner(thread);
    return runs == inOrder.get(0) && (owner == null || owner == runs);
  }

  @Override
  boolean isSecondToBePaused(Thread thread) {
    return runs == inOrder.get(1) && runs.owns(thread);
  }

  @Override
  void takeTurns(Checked checked) throws ScheduleFailedException {
    List<Actor> all = actors((Scenario) checked);
    synchronized (this) {
      order.forEach(number -> inOrder.add(all.get(number)));
    }
    Participant.alternate(inOrder.stream().map(Turns::new).toList(), this::isOnePaused);
    awaitEnd(all, all.size() == 2 ? "both workers end." : "all workers end.", "they hang.");
    for (Actor worker : all) {
      worker.assertNothingThrown();
    }
  }

  private List<Actor> actors(Scenario scenario) {
    List<Actor> all = new ArrayList<>();
    all.add(worker("Worker 1", scenario::worker1));
    all.add(worker("Worker 2", scenario::worker2));
    if (scenario instanceof ThreeWorkers three) {
      all.add(worker("Worker 3", three::worker3));
    }
    return all;
  }

  /** One worker's turns, in which the others are held. */
  private final class Turns implements Participant {
    private final Actor worker;

    Turns(Actor worker) {
      this.worker = worker;
    }

    @Override
    public boolean hasEnded() {
      return worker.hasEnded();
    }

    @Override
    public void takeTurn() throws ScheduleFailedException {
      turn(
          () -> {
            runs = worker;
            endPause(inOrder.indexOf(worker));
          });
      boolean isFirstTurn = worker.thread().getState() == Thread.State.NEW;
      Set<String> locks = isOfFileLocks && isFirstTurn ? FileLocks.held() : Set.of();
      worker.startIfNew();
      worker.tell(follow(worker, () -> pausedThread(worker), this::held), story);
      boolean isLost = isOnePaused() && !locks.isEmpty() && !FileLocks.held().containsAll(locks);
      if (isLost && worker.thrown().isEmpty()) { // Otherwise the exception is reported.
        throw new ScheduleFailedException(
            name(0) + " keeps its file lock while it is paused.",
            worker.name
                + " has released that lock, and another process may hold it now. When a process"
                + " closes a file, it loses all its locks on the file, whichever thread opened"
                + " it.");
      }
      if (isLockFree && isOnePaused() && pausedThread(worker) == null && !worker.hasEnded()) {
        throw new ScheduleFailedException(
            worker.name + " runs to its end while " + name(0) + " is paused: there is no lock.",
            "it waits for " + name(0) + ".");
      }
    }

    /** The held workers, and the paused threads, which may belong to a pool. */
    private Set<Thread> held() {
      Set<Thread> held = new HashSet<>();
      for (Actor other : inOrder) {
        if (other != worker && !other.hasEnded()) {
          held.addAll(other.threads());
        }
      }
      held.add(pauses().first());
      held.add(pauses().second());
      held.remove(null);
      return held;
    }
  }
}
