package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import sharing.testkit.Replay.Kind;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Trace.Event;
import sharing.testkit.interleaver.Trace.Mark;

/** The observation of one schedule: its trace and its happens-before order. Thread-safe. */
final class Observation {
  /** How many actions are examined. The beginning of an endless loop is enough. */
  private static final int MAX_ACTIONS = 50_000;

  private final Trace trace = new Trace();
  private final HappensBefore order = new HappensBefore();
  private final CallsInProgress calls = new CallsInProgress();
  private final InsideAccesses insides = new InsideAccesses();

  static {
    warmUp();
  }

  /**
   * Loads the classes of an observation in the thread that creates the first one, so that this does
   * not count as a worker's work.
   */
  private static void warmUp() {
    Observation observation = new Observation();
    Object[] target = {new ArrayList<>(), new Object(), new AtomicInteger()};
    for (Operation operation : Operation.values()) {
      CodePosition position =
          new CodePosition("T", "m", "T.java", 1, true, operation, "T", "m", Set.of(), 0);
      for (Object each : target) {
        observation.before("me", position, each, 1, 1);
        observation.after(position, each, 1, 1);
      }
    }
    observation.endPart();
    observation.race();
    Conflicts.any(observation.events().get(0), observation.events());
  }

  /** A thread that the test starts for a part of the scenario. */
  synchronized void addActor(Thread thread) {
    order.addActor(thread);
  }

  /** All actions so far happen before all later ones. */
  synchronized void endPart() {
    order.endPart();
  }

  /** The calling thread is about to do a shared action. */
  synchronized void before(String actor, CodePosition position, Object target, Object... details) {
    Thread me = Thread.currentThread();
    boolean isWatched = WatchedCode.isCalled(position, target);
    calls.before(me, position, target, isWatched);
    if (trace.size() < MAX_ACTIONS) {
      Event event = trace.add(actor, me, position, isWatched, target, details);
      order.before(event, target, details);
    }
  }

  /** The calling thread has done the action. */
  synchronized void after(CodePosition position, Object target, Object value, Object... details) {
    calls.after(Thread.currentThread(), position);
    if (trace.size() < MAX_ACTIONS) {
      Event event = trace.addValue(Thread.currentThread(), position, target, value);
      order.after(event, target, value, details);
    }
  }

  /**
   * The calling thread is in the middle of a call of a collection.
   *
   * @return the line that makes the call; null if it is not known
   */
  synchronized CodePosition inside(String actor, InsidePlace place, Object target, int index) {
    Thread me = Thread.currentThread();
    CodePosition position = calls.inside(me, place);
    if (position != null) {
      Object variable = index < 0 ? place.member() : index;
      insides.add(
          order.number(me), order.inside(me), actor, position, target, variable, place.writes());
    }
    return position;
  }

  /** The places in collections where an actor, or the others, access something unordered. */
  synchronized Set<Breakpoint> unorderedInside(String actor, boolean isActor) {
    return insides.unordered(actor, isActor);
  }

  /** The first data race, or nothing. */
  synchronized Optional<Race> race() {
    return order.race();
  }

  /** All actions, in their order. */
  synchronized List<Event> events() {
    return trace.events();
  }

  /**
   * Records that an actor does nothing now, and why.
   *
   * @param position the place of the actor, or null
   */
  synchronized void mark(String actor, Kind kind, CodePosition position) {
    trace.mark(Step.of(actor, kind, position == null ? null : position.place()));
  }

  /** Records the states of threads that hang. */
  synchronized void markHang(Set<Thread> threads, Function<Thread, String> actor) {
    for (Thread thread : threads) {
      boolean isRunning = thread.getState() == Thread.State.RUNNABLE;
      trace.mark(Step.of(actor.apply(thread), isRunning ? Kind.RUNS : Kind.WAITS, null));
    }
  }

  /** The records of actors that did nothing. */
  synchronized List<Mark> marks() {
    return trace.marks();
  }

  /** Whether the student's code did something that other threads may notice. */
  synchronized boolean isOfStudent() {
    return trace.events().stream().anyMatch(event -> !event.position().is(Trait.IN_TESTS));
  }
}
