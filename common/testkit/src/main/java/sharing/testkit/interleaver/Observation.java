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

/** What is seen of one schedule: its trace, and what orders it. Safe for several threads. */
final class Observation {
  /** How many actions are looked at. Of what goes on and on, the beginning tells all. */
  private static final int MAX_ACTIONS = 50_000;

  private final Trace trace = new Trace();
  private final HappensBefore order = new HappensBefore();
  private final CallsInProgress calls = new CallsInProgress();
  private final InsideAccesses insides = new InsideAccesses();

  static {
    warmUp();
  }

  /**
   * Loads what an observation needs, in the thread that makes the first one: it is not to count as
   * the work of the worker that is observed.
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

  /** What was done happens before what is done from now on. */
  synchronized void endPart() {
    order.endPart();
  }

  /** The thread that calls is about to do something. */
  synchronized void before(String actor, CodePosition position, Object target, Object... details) {
    Thread me = Thread.currentThread();
    boolean isWatched = WatchedCode.isCalled(position, target);
    calls.before(me, position, target, isWatched);
    if (trace.size() < MAX_ACTIONS) {
      boolean hasPlacesInside = WatchedCode.isPausedInside(position, target);
      Event event = trace.add(actor, me, position, hasPlacesInside, target, details);
      order.before(event, target, details);
    }
  }

  /** The thread that calls has done it. */
  synchronized void after(CodePosition position, Object target, Object value, Object... details) {
    calls.after(Thread.currentThread(), position);
    if (trace.size() < MAX_ACTIONS) {
      Event event = trace.addValue(Thread.currentThread(), position, target, value);
      order.after(event, target, value, details);
    }
  }

  /**
   * The thread that calls is in the middle of a call of a collection.
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

  /** Where an actor, or each of the others, does something in a collection that nothing orders. */
  synchronized Set<Breakpoint> unorderedInside(String actor, boolean isActor) {
    return insides.unordered(actor, isActor);
  }

  /** The first data race, or nothing. */
  synchronized Optional<Race> race() {
    return order.race();
  }

  /** All that was done, in the order in which it was done. */
  synchronized List<Event> events() {
    return trace.events();
  }

  /**
   * Says that an actor does nothing now, and why.
   *
   * @param position where it stands, or null
   */
  synchronized void mark(String actor, Kind kind, CodePosition position) {
    trace.mark(Step.of(actor, kind, position == null ? null : position.place()));
  }

  /** Says what threads do that hang. */
  synchronized void markHang(Set<Thread> threads, Function<Thread, String> actor) {
    for (Thread thread : threads) {
      boolean isRunning = thread.getState() == Thread.State.RUNNABLE;
      trace.mark(Step.of(actor.apply(thread), isRunning ? Kind.RUNS : Kind.WAITS, null));
    }
  }

  /** What was said of those that did nothing. */
  synchronized List<Mark> marks() {
    return trace.marks();
  }

  /** Whether the student's code did something that others may notice. */
  synchronized boolean isOfStudent() {
    return trace.events().stream().anyMatch(event -> !event.position().is(Trait.IN_TESTS));
  }
}
