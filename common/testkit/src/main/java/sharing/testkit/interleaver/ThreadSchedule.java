package sharing.testkit.interleaver;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Scenario;
import sharing.testkit.interleaver.Trace.Event;

/** A schedule of a {@link Scenario}: one worker runs at a time, until it is paused or stuck. */
final class ThreadSchedule extends Schedule {
  private final boolean isWorker1First;
  private final boolean areAlike;
  private Actor first;
  private Actor second;

  /** Whose turn it is. Guarded by this schedule's monitor. */
  private Actor runs;

  /**
   * @param isWorker1First whether worker 1 is the one to be paused
   * @param areAlike whether both do the same, so that it does not matter who is paused
   */
  ThreadSchedule(
      boolean isWorker1First, boolean areAlike, Pauses pauses, Consumer<Breakpoint> note) {
    super(pauses, note);
    this.isWorker1First = isWorker1First;
    this.areAlike = areAlike;
  }

  @Override
  String first() {
    return isWorker1First ? "Worker 1" : "Worker 2";
  }

  @Override
  int participants() {
    return areAlike ? 1 : 2;
  }

  @Override
  List<Event> events(boolean isFirst) {
    String name = isFirst ? first.name : second.name;
    return events().stream().filter(event -> event.actor().equals(name)).toList();
  }

  @Override
  String actor(Thread thread) {
    if (first == null || second == null) {
      return thread.getName(); // Of the constructor.
    }
    return first.owns(thread) ? first.name : second.owns(thread) ? second.name : thread.getName();
  }

  /** A pool that both share always may. */
  @Override
  boolean mayGo(Thread thread) {
    return first.owns(thread)
        ? runs == first && paused() == null
        : runs == second && secondPaused() == null || !second.owns(thread);
  }

  /** What a shared pool does in the first one's turn, it does for the first. */
  @Override
  boolean isToBePaused(Thread thread) {
    return runs == first && !second.owns(thread);
  }

  @Override
  boolean isSecondToBePaused(Thread thread) {
    return runs == second && second.owns(thread);
  }

  @Override
  void takeTurns(Checked checked) throws ScheduleFailedException {
    Scenario scenario = (Scenario) checked;
    Actor one = worker("Worker 1", scenario::worker1);
    Actor two = worker("Worker 2", scenario::worker2);
    first = isWorker1First ? one : two;
    second = isWorker1First ? two : one;
    alternate(new Turns(first, second), new Turns(second, first));
    awaitEnd(List.of(one, two), "both workers end.", "they hang.");
    one.assertNothingThrown();
    two.assertNothingThrown();
  }

  /** One worker's turns, in which the other one stands. */
  private final class Turns implements Participant {
    private final Actor worker;
    private final Actor stands;

    Turns(Actor worker, Actor stands) {
      this.worker = worker;
      this.stands = stands;
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
            if (worker == first) {
              endPause();
            } else {
              endSecondPause();
            }
          });
      worker.startIfNew();
      worker.tell(follow(worker, worker == first, () -> held(stands)), story);
    }
  }

  /** The worker that stands, and the thread that is paused: it may be a pool's. */
  private Set<Thread> held(Actor stands) {
    Set<Thread> held = stands.hasEnded() ? new HashSet<>() : stands.threads();
    held.add(paused());
    held.add(secondPaused());
    held.remove(null);
    return held;
  }
}
