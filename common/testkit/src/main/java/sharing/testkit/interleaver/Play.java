package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.interleaver.Interleaver.Checked;
import sharing.testkit.interleaver.Interleaver.Scenario;
import sharing.testkit.interleaver.Trace.Event;

/**
 * A scenario whose workers a person moves, one action at a time. No state is kept from one question
 * to the next: each question runs the scenario from its start with the given moves, so leaving out
 * a move undoes it.
 *
 * <p>A worker stops before each action that conflicts with one of another worker. The orders that
 * were run before show which actions these are. For one thread.
 */
public final class Play {
  /** How many orders are run to learn where the workers stop. */
  private static final int LEARNED_FROM = 30;

  /** How often one place may be the start of another order. */
  private static final int MAX_TIMES = 3;

  /** An order that is longer is not followed to its end. */
  private static final int MAX_MOVES = 100;

  /** How many moves all orders have that are run for one question. */
  private static final int MAX_MOVES_OF_ALL = 5_000;

  private static volatile Consumer<Play> player;

  private final Class<? extends Checked> scenario;
  private final Set<CodePosition> shared = new HashSet<>();
  private volatile Schedule now;

  /** Whether none of the orders is left out so far. */
  private boolean areAll;

  /** The state of a worker. */
  public enum State {
    /** It is stopped before its next action. */
    STANDS,
    /** It waits for another worker. */
    WAITS,
    ENDED
  }

  /**
   * One worker.
   *
   * @param name {@code Worker 1}
   * @param at the line of its next action; null if it is not stopped
   * @param next its next action, as in "it writes count"; or where it waits
   */
  public record Worker(String name, State state, Failure.Place at, String next) {}

  /**
   * The state of all workers after some moves.
   *
   * @param done their actions so far
   * @param isOver whether no worker can continue: all have ended, or each of the others waits
   * @param checked the description of the check if the result is wrong; otherwise empty, like the
   *     next two
   * @param expected the expected result
   * @param seen the result
   */
  public record Board(
      List<Worker> workers,
      Replay done,
      boolean isOver,
      String checked,
      String expected,
      String seen) {
    /** Whether this order is over, and breaks the scenario. */
    public boolean isBroken() {
      return !expected.isEmpty();
    }
  }

  /**
   * The knowledge about all orders.
   *
   * @param tried how many were run
   * @param broken how many of them break the scenario
   * @param areAll whether there are no other orders; of a loop, only the first rounds are tried
   * @param shortest the moves of a breaking order with the fewest switches between workers; empty
   *     if there was none
   */
  public record Orders(int tried, int broken, boolean areAll, List<Integer> shortest) {}

  /** An order that has not been run yet: these moves, then the worker that moved last continues. */
  private record Begun(List<Integer> moves, int changes) {}

  private Play(Class<? extends Scenario> scenario, List<String> packages) throws Exception {
    InstrumentingClassLoader loader =
        new InstrumentingClassLoader(new CurrentSchedule(() -> now), scenario, packages, true);
    this.scenario = loader.scenario();
    learn();
  }

  /** From now on, each scenario of two or three workers is given to a player, and not judged. */
  public static void with(Consumer<Play> newPlayer) {
    player = newPlayer;
  }

  /** Whether a player has taken a scenario. */
  static boolean takes(Class<? extends Scenario> scenario, List<String> packages) throws Exception {
    Consumer<Play> mine = player;
    if (mine == null) {
      return false;
    }
    mine.accept(new Play(scenario, packages));
    return true;
  }

  /** The name of the scenario's class. */
  public String name() {
    return scenario.getSimpleName();
  }

  /**
   * Where all are after some moves.
   *
   * @param moves who moved, by number from 0; one that cannot move is left out
   */
  public Board after(List<Integer> moves) {
    SteppedSchedule schedule = new SteppedSchedule(Set.copyOf(shared));
    try {
      begin(schedule, IntStream.range(0, workers()).boxed().toList());
      moves.stream().filter(worker -> canMove(schedule, worker)).forEach(schedule::move);
      return board(schedule);
    } catch (ScheduleFailedException e) {
      return failed(e);
    } finally {
      schedule.abandon();
    }
  }

  /**
   * Runs the orders that there are, those with the fewest changes from one worker to another first.
   *
   * @param max how many are run at most; 1 or more
   */
  public Orders orders(int max) {
    PriorityQueue<Begun> begun = new PriorityQueue<>(Comparator.comparingInt(Begun::changes));
    begun.add(new Begun(List.of(), 0));
    int tried = 0;
    int moved = 0;
    int broken = 0;
    areAll = true;
    List<Integer> shortest = List.of();
    while (!begun.isEmpty() && tried < max && moved < MAX_MOVES_OF_ALL) {
      List<Integer> moves = new ArrayList<>();
      Board end = run(begun.poll(), moves, begun);
      tried++;
      moved += moves.size();
      if (end.isBroken()) {
        broken++;
        shortest = shortest.isEmpty() ? moves : shortest;
      }
    }
    return new Orders(tried, broken, areAll && begun.isEmpty(), shortest);
  }

  /** Runs an order to its end; adds its moves, and the orders that go another way from it. */
  private Board run(Begun order, List<Integer> moves, PriorityQueue<Begun> begun) {
    SteppedSchedule schedule = new SteppedSchedule(Set.copyOf(shared));
    try {
      begin(schedule, IntStream.range(0, workers()).boxed().toList());
      Walk walk = new Walk(schedule, moves);
      for (List<Integer> can = able(schedule);
          !can.isEmpty() && moves.size() < MAX_MOVES;
          can = able(schedule)) {
        boolean isGiven = moves.size() < order.moves.size();
        int mover = isGiven ? order.moves.get(moves.size()) : walk.mover(can);
        if (!can.contains(mover)) {
          break; // Threads of one worker race with each other.
        }
        for (int other : isGiven ? List.<Integer>of() : can) {
          if (other != mover && walk.isNew(other)) {
            begun.add(walk.elsewhere(other));
          } else if (other != mover) {
            areAll = false;
          }
        }
        walk.move(mover);
      }
      areAll &= able(schedule).isEmpty();
      return board(schedule);
    } catch (ScheduleFailedException e) {
      return failed(e);
    } finally {
      learnFrom(schedule);
      schedule.abandon();
    }
  }

  /** An order while it is run. */
  private static final class Walk {
    private final SteppedSchedule schedule;
    private final List<Integer> moves;
    private final Map<Passed, Integer> times = new HashMap<>();

    /** Where the worker has been that moved last, since it moved after another one. */
    private final Set<Passed> inTurn = new HashSet<>();

    private int last = -1;
    private int changes;

    private record Passed(int worker, CodePosition position) {}

    Walk(SteppedSchedule schedule, List<Integer> moves) {
      this.schedule = schedule;
      this.moves = moves;
    }

    /** The worker that moved last continues, unless it returns to an earlier place: it may poll. */
    int mover(List<Integer> able) {
      boolean isPoll = last >= 0 && able.contains(last) && inTurn.contains(next(last));
      return able.stream()
          .filter(worker -> isPoll ? worker != last : worker == last)
          .findFirst()
          .orElse(able.get(0));
    }

    /** Whether a worker is not in one of the later rounds of a loop: the first ones tell all. */
    boolean isNew(int worker) {
      return times.getOrDefault(next(worker), 0) < MAX_TIMES;
    }

    Begun elsewhere(int worker) {
      List<Integer> elsewhere = new ArrayList<>(moves);
      elsewhere.add(worker);
      return new Begun(elsewhere, changesWith(worker));
    }

    void move(int worker) {
      changes = changesWith(worker);
      if (worker != last) {
        inTurn.clear();
      }
      inTurn.add(next(worker));
      times.merge(next(worker), 1, Integer::sum);
      last = worker;
      moves.add(worker);
      schedule.move(worker);
    }

    private int changesWith(int worker) {
      return last < 0 || worker == last ? changes : changes + 1;
    }

    private Passed next(int worker) {
      return new Passed(worker, schedule.next(worker).orElseThrow());
    }
  }

  /** Learns where the workers stop: at first nowhere, so each runs to its end in turn. */
  private void learn() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, workers()).boxed().toList());
    for (int i = 0; i < 2; i++) {
      SteppedSchedule schedule = new SteppedSchedule(Set.copyOf(shared));
      try {
        begin(schedule, order);
      } catch (ScheduleFailedException e) {
        return; // Each question will say so.
      } finally {
        learnFrom(schedule);
        schedule.abandon();
      }
      Collections.reverse(order);
    }
    int before;
    do {
      before = shared.size();
      orders(LEARNED_FROM);
    } while (shared.size() > before);
  }

  private void learnFrom(SteppedSchedule schedule) {
    List<Event> events = new ArrayList<>(schedule.events(true));
    events.addAll(schedule.events(false));
    shared.addAll(
        Steps.shown(events).stream()
            .map(Event::position)
            .filter(CodePosition::isPlaceToPause)
            .collect(Collectors.toSet()));
  }

  private void begin(SteppedSchedule schedule, List<Integer> order) throws ScheduleFailedException {
    now = schedule;
    schedule.begin(scenario, order);
  }

  private int workers() {
    return Interleaver.ThreeWorkers.class.isAssignableFrom(scenario) ? 3 : 2;
  }

  private static List<Integer> able(SteppedSchedule schedule) {
    return IntStream.range(0, schedule.count())
        .filter(worker -> canMove(schedule, worker))
        .boxed()
        .toList();
  }

  private static boolean canMove(SteppedSchedule schedule, int worker) {
    return worker >= 0 && worker < schedule.count() && schedule.next(worker).isPresent();
  }

  private static Board board(SteppedSchedule schedule) {
    List<Worker> workers =
        IntStream.range(0, schedule.count()).mapToObj(i -> worker(schedule, i)).toList();
    Replay done = Steps.soFar(schedule);
    boolean isOver = able(schedule).isEmpty();
    if (!isOver) {
      return new Board(workers, done, false, "", "", "");
    }
    boolean areStuck = workers.stream().anyMatch(worker -> worker.state() == State.WAITS);
    Optional<Failure> failure =
        areStuck
            ? Optional.of(Failure.check("", "all workers end.", "no worker can continue."))
            : schedule.check();
    return new Board(
        workers,
        done,
        true,
        failure.map(Failure::how).orElse(""),
        failure.map(Failure::expected).orElse(""),
        failure.map(Failure::seen).orElse(""));
  }

  /** It failed before anybody could move. */
  private static Board failed(ScheduleFailedException e) {
    Failure failure = e.failure();
    return new Board(
        List.of(), Replay.NONE, true, failure.how(), failure.expected(), failure.seen());
  }

  private static Worker worker(SteppedSchedule schedule, int number) {
    String name = schedule.workers().get(number);
    Optional<CodePosition> next = schedule.next(number);
    if (next.isPresent()) {
      return new Worker(name, State.STANDS, next.get().place(), next.get().what());
    }
    return schedule.hasEnded(number)
        ? new Worker(name, State.ENDED, null, "")
        : new Worker(name, State.WAITS, null, schedule.at(number));
  }
}
