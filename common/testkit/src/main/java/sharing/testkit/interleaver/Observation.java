package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Trace.Event;

/** What is seen of one schedule: its trace, and what orders it. Safe for several threads. */
final class Observation {
  /** How many actions are looked at. Of what goes on and on, the beginning tells all. */
  private static final int MAX_ACTIONS = 50_000;

  private final Trace trace = new Trace();
  private final HappensBefore order = new HappensBefore();

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
    if (trace.size() < MAX_ACTIONS) {
      Thread me = Thread.currentThread();
      boolean hasPlacesInside = WatchedCode.isPausedInside(position, target);
      Event event = trace.add(actor, me, position, hasPlacesInside, target, details);
      order.before(event, target, details);
    }
  }

  /** The thread that calls has done it. */
  synchronized void after(CodePosition position, Object target, Object value, Object... details) {
    if (trace.size() < MAX_ACTIONS) {
      Event event = trace.addValue(Thread.currentThread(), position, target, value);
      order.after(event, target, value, details);
    }
  }

  /** The first data race, or nothing. */
  synchronized Optional<Race> race() {
    return order.race();
  }

  /** All that was done, in the order in which it was done. */
  synchronized List<Event> events() {
    return trace.events();
  }

  /** Whether the student's code did something that others may notice. */
  synchronized boolean isOfStudent() {
    return trace.events().stream().anyMatch(event -> !event.position().is(Trait.IN_TESTS));
  }
}
