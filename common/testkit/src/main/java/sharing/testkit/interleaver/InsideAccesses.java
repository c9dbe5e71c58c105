package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The accesses of one schedule's threads to fields inside collections. A pause there is worth a
 * schedule only if nothing orders the accesses of two threads: a collection that only one thread
 * uses, or that a lock guards, costs no schedule. Not safe for threads.
 */
final class InsideAccesses {
  /** How many accesses are examined. The beginning of an endless loop is enough. */
  private static final int MAX_ACCESSES = 100_000;

  /** How often one place is recorded for one variable, and how often it is tried in all. */
  private static final int MAX_TIMES = 3;

  private final Map<Object, Map<Object, List<Access>>> variables = new IdentityHashMap<>();
  private final Map<String, Map<CodePosition, Integer>> times = new HashMap<>();
  private final Map<String, Set<Breakpoint>> unordered = new HashMap<>();
  private int size;

  private record Access(int thread, int tick, boolean writes, String actor, Breakpoint place) {}

  /**
   * A thread is about to do something inside a collection.
   *
   * @param thread its number
   * @param clock its clock
   * @param target an object, or an array
   * @param variable the field of it, or the index of the element
   */
  void add(
      int thread,
      VectorClock clock,
      String actor,
      CodePosition position,
      Object target,
      Object variable,
      boolean writes) {
    if (size >= MAX_ACCESSES) {
      return;
    }
    int time = times.computeIfAbsent(actor, a -> new HashMap<>()).merge(position, 1, Integer::sum);
    Breakpoint place = new Breakpoint(position, time);
    Access now = new Access(thread, clock.of(thread), writes, actor, place);
    List<Access> before =
        variables
            .computeIfAbsent(target, t -> new HashMap<>())
            .computeIfAbsent(variable, v -> new ArrayList<>());
    int same = 0;
    for (Access one : before) {
      if (one.thread != thread && (one.writes || writes) && clock.of(one.thread) < one.tick) {
        note(one);
        note(now);
      } else if (one.thread == thread && one.place.position().equals(position)) {
        same++;
      }
    }
    if (same < MAX_TIMES) {
      before.add(now);
      size++;
    }
  }

  private void note(Access access) {
    Set<Breakpoint> known = unordered.computeIfAbsent(access.actor, a -> new LinkedHashSet<>());
    CodePosition position = access.place.position();
    long same = known.stream().filter(place -> place.position().equals(position)).count();
    if (same < MAX_TIMES && !position.is(CodePosition.Trait.IN_TESTS)) {
      known.add(access.place);
    }
  }

  /** Where an actor, or each of the others, does something that is not ordered. */
  Set<Breakpoint> unordered(String actor, boolean isActor) {
    return unordered.entrySet().stream()
        .filter(entry -> entry.getKey().equals(actor) == isActor)
        .flatMap(entry -> entry.getValue().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
