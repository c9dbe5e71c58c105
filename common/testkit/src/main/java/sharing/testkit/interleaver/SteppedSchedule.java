package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sharing.testkit.Failure;
import sharing.testkit.Replay.Kind;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Scenario;
import sharing.testkit.interleaver.Interleaver.ThreeWorkers;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.threads.QuiescenceDetector;
import sharing.testkit.threads.StallThresholds;

/**
 * A schedule of a {@link Scenario} in which each worker stops before each action on what they
 * share, and does it when somebody says so. For one run, by one thread.
 */
final class SteppedSchedule extends Schedule {
  private final Set<CodePosition> shared;
  private final List<Actor> all = new ArrayList<>();

  /** The stopped threads and their places. Guarded by this schedule's monitor, like the next. */
  private final Map<Thread, CodePosition> standing = new HashMap<>();

  /** The worker that may do one action; null if none may. */
  private Actor mover;

  private Checked scenario;

  /**
   * @param shared where the workers stop
   */
  SteppedSchedule(Set<CodePosition> shared) {
    super(Pauses.NONE, breakpoint -> {});
    this.shared = shared;
  }

  /**
   * Makes the scenario, and starts its workers one after the other.
   *
   * @param order the workers, by their numbers from 0
   */
  void begin(Class<? extends Checked> type, List<Integer> order) throws ScheduleFailedException {
    scenario = make(type);
    observation().endPart();
    Scenario made = (Scenario) scenario;
    List<Actor> actors = new ArrayList<>();
    actors.add(worker("Worker 1", made::worker1));
    actors.add(worker("Worker 2", made::worker2));
    if (made instanceof ThreeWorkers three) {
      actors.add(worker("Worker 3", three::worker3));
    }
    turn(() -> all.addAll(actors));
    for (int worker : order) {
      all.get(worker).startIfNew();
      settle();
    }
  }

  /** Lets a worker do its next action, and waits until each one is stopped, waits, or has ended. */
  void move(int worker) {
    turn(() -> mover = all.get(worker));
    settle();
  }

  /** The failure after all have ended; nothing if this order passes. */
  Optional<Failure> check() {
    try {
      for (Actor worker : all) {
        worker.assertNothingThrown();
      }
      observation().endPart();
      alone(worker("The check", () -> check(scenario)));
      return Optional.empty();
    } catch (ScheduleFailedException e) {
      return Optional.of(e.failure());
    }
  }

  /** The names of the workers. */
  List<String> workers() {
    return all.stream().map(worker -> worker.name).toList();
  }

  /** How many workers there are. */
  int count() {
    return all.size();
  }

  boolean hasEnded(int worker) {
    return all.get(worker).hasEnded();
  }

  /** The action before which a worker is stopped; nothing if it waits or has ended. */
  synchronized Optional<CodePosition> next(int worker) {
    return standing.entrySet().stream()
        .filter(entry -> all.get(worker).owns(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The place of a worker that is not stopped. */
  String at(int worker) {
    return all.get(worker).at();
  }

  /** Whether a worker stops before this action, or the action is the end of such a one. */
  boolean isShared(Event event) {
    CodePosition at = event.position();
    return shared.contains(at)
        || at.operation() == Operation.EXIT
            && shared.stream().anyMatch(p -> p.operation() == Operation.ENTER);
  }

  private void settle() {
    QuiescenceDetector detector = detector(StallThresholds.TURN, this::running, this::stand);
    while (!areAllSettled() && !detector.isStuck()) {
      detector.awaitNextSample();
    }
    for (Actor worker : all) {
      if (hasBegun(worker) && !worker.hasEnded() && !isStanding(worker)) {
        observation().mark(worker.name, Kind.WAITS, null);
      }
    }
  }

  private synchronized boolean areAllSettled() {
    return mover == null
        && all.stream()
            .filter(SteppedSchedule::hasBegun)
            .allMatch(
                worker -> worker.hasEnded() || standing.keySet().containsAll(worker.threads()));
  }

  private static boolean hasBegun(Actor worker) {
    return worker.thread().getState() != Thread.State.NEW;
  }

  private synchronized boolean isStanding(Actor worker) {
    return standing.keySet().stream().anyMatch(worker::owns);
  }

  private synchronized Set<Thread> stand() {
    return mover == null ? Set.copyOf(standing.keySet()) : Set.of();
  }

  private Set<Thread> running() {
    Set<Thread> running = new HashSet<>(Actor.threads(all));
    running.removeAll(stand());
    return running;
  }

  @Override
  void comeBy(Thread me, CodePosition position) {
    Optional<Actor> owner = owner(me);
    if (owner.isPresent() && shared.contains(position)) {
      standing.put(me, position);
      awaitTurn(me);
      standing.remove(me);
      if (mover == owner.get()) {
        mover = null;
      }
    }
  }

  private Optional<Actor> owner(Thread thread) {
    return all.stream().filter(worker -> worker.owns(thread)).findFirst();
  }

  @Override
  boolean mayGo(Thread thread) {
    return mover != null && mover.owns(thread);
  }

  @Override
  String actor(Thread thread) {
    return owner(thread).map(worker -> worker.name).orElse(thread.getName());
  }

  @Override
  String first() {
    return "Worker 1";
  }

  @Override
  int participants() {
    return all.size();
  }

  @Override
  boolean isToBePaused(Thread thread) {
    return false;
  }

  @Override
  List<Event> events(boolean isFirst) {
    return events().stream()
        .filter(event -> workers().contains(event.actor()))
        .filter(event -> event.actor().equals(first()) == isFirst)
        .collect(Collectors.toList());
  }

  @Override
  void takeTurns(Checked made) {
    throw new UnsupportedOperationException("it is moved by hand");
  }
}
