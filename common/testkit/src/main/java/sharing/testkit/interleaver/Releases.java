package sharing.testkit.interleaver;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The clocks that threads have released, by the object and the part of it through which others may
 * acquire them. Not safe for threads.
 */
final class Releases {
  private final Map<Object, Map<String, VectorClock>> all = new IdentityHashMap<>();

  /** A thread releases what it has done so far. */
  void add(Object object, String part, VectorClock done) {
    all.computeIfAbsent(object, o -> new HashMap<>())
        .computeIfAbsent(part, p -> new VectorClock())
        .join(done);
  }

  /** A thread acquires what was released through one part of an object. */
  void acquire(VectorClock clock, Object object, String part) {
    VectorClock released = all.getOrDefault(object, Map.of()).get(part);
    if (released != null) {
      clock.join(released);
    }
  }

  /** A thread acquires what was released through any part of an object. */
  void acquireAll(VectorClock clock, Object object) {
    all.getOrDefault(object, Map.of()).values().forEach(clock::join);
  }
}
