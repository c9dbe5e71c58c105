package sharing.testkit.interleaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sharing.testkit.interleaver.HappensBefore.Race;
import sharing.testkit.interleaver.Trace.Event;

/** The reads and writes of each variable, and the first race among them. Not safe for threads. */
final class Accesses {
  private final Map<Object, Map<String, Variable>> variables = new IdentityHashMap<>();

  /** Unvalidated reads of threads that read without a lock (optimistic reads). */
  private final Map<Thread, List<Runnable>> optimistic = new IdentityHashMap<>();

  private Race race;

  /** The accesses of one variable that matter. */
  private static final class Variable {
    private Access write;
    private final Map<Integer, Access> reads = new HashMap<>();
  }

  /** An access, at a step of its thread. */
  private record Access(int thread, int tick, boolean isPlain, Event event, VectorClock clock) {}

  /** The first race that was seen, or nothing. */
  Optional<Race> race() {
    return Optional.ofNullable(race);
  }

  /** All threads have ended or are paused: unvalidated reads count from now on. */
  void endPart() {
    optimistic.values().forEach(reads -> reads.forEach(Runnable::run));
    optimistic.clear();
  }

  /** A thread begins an optimistic read: its reads count unless it validates them. */
  void beginOptimistic(Thread thread) {
    optimistic.put(thread, new ArrayList<>());
  }

  /** A thread has validated its reads, or has given up. */
  void endOptimistic(Thread thread) {
    optimistic.remove(thread);
  }

  /**
   * Adds an access.
   *
   * @param owner the object that has the variable
   * @param member the name of the variable
   * @param isPlain whether the access can race with others
   * @param thread the number of the thread
   * @param clock the thread's vector clock
   */
  void add(
      Object owner,
      String member,
      boolean writes,
      boolean isPlain,
      Event event,
      int thread,
      VectorClock clock) {
    Variable variable =
        variables
            .computeIfAbsent(owner, o -> new HashMap<>())
            .computeIfAbsent(member, m -> new Variable());
    Access access = new Access(thread, clock.of(thread), isPlain, event, clock);
    List<Runnable> unvalidated = optimistic.get(event.thread());
    if (unvalidated != null && !writes) {
      unvalidated.add(() -> check(variable.write, access));
      return;
    }
    check(variable.write, access);
    if (writes) {
      variable.reads.values().forEach(read -> check(read, access));
      variable.reads.clear();
      variable.write = access;
    } else {
      variable.reads.put(thread, access);
    }
  }

  private void check(Access before, Access now) {
    if (before != null
        && race == null
        && before.thread != now.thread
        && (before.isPlain || now.isPlain)
        && now.clock.of(before.thread) < before.tick) {
      race = new Race(before.event, now.event);
    }
  }
}
