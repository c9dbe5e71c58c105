package sharing.testkit.interleaver;

import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import sharing.testkit.interleaver.CodePosition.Trait;

/**
 * The order that fences create, as the Javadoc of {@link VarHandle} says: what came before a fence
 * that releases happens before what follows a fence that acquires, if a write after the one was
 * seen by a read before the other. Which write a read has seen is not known: each that came earlier
 * counts. A fence for stores only, or for loads only, does not count: it leaves the loads before
 * it, or the stores after it, without order. Not safe for threads.
 */
final class Fences {
  private static final Set<String> RELEASES = Set.of("releaseFence", "fullFence");
  private static final Set<String> ACQUIRES = Set.of("acquireFence", "fullFence");

  /** Each thread's clock at its last release fence. */
  private final Map<Integer, VectorClock> released = new HashMap<>();

  /** The clocks that each thread has read and that no acquire fence has followed yet. */
  private final Map<Integer, VectorClock> seen = new HashMap<>();

  /** The clock that a write after a release fence publishes. */
  private final VectorClock published = new VectorClock();

  /** A thread is about to do something. */
  void before(int thread, CodePosition position, Object target, VectorClock clock) {
    if (isFence(position)) {
      if (ACQUIRES.contains(position.member()) && seen.containsKey(thread)) {
        clock.join(seen.get(thread));
      }
      if (RELEASES.contains(position.member())) {
        VectorClock done = new VectorClock();
        done.join(clock);
        released.put(thread, done);
      }
    } else if (released.containsKey(thread) && mayWrite(position, target)) {
      published.join(released.get(thread));
    }
  }

  /** A thread has done it. */
  void after(int thread, CodePosition position, Object target) {
    if (!released.isEmpty() && !isFence(position) && mayRead(position, target)) {
      seen.computeIfAbsent(thread, t -> new VectorClock()).join(published);
    }
  }

  private static boolean isFence(CodePosition position) {
    return position.operation() == Operation.CALL
        && position.owner().equals(VarHandle.class.getName())
        && position.member().endsWith("Fence");
  }

  private static boolean mayWrite(CodePosition position, Object target) {
    return switch (position.operation()) {
      case WRITE, WRITE_ELEMENT -> true;
      case CALL ->
          isAccess(position)
              && !(isVariable(target)
                  && position.member().startsWith("get")
                  && !position.member().startsWith("getAnd"));
      default -> false;
    };
  }

  private static boolean mayRead(CodePosition position, Object target) {
    return switch (position.operation()) {
      case READ, READ_ELEMENT -> true;
      case CALL -> isAccess(position) && !(isVariable(target) && isPureWrite(position.member()));
      default -> false;
    };
  }

  private static boolean isPureWrite(String method) {
    return method.startsWith("set") || method.startsWith("put") || method.startsWith("lazySet");
  }

  /**
   * Whether a call may itself be an access: what the student's code does in a call is told, too.
   */
  private static boolean isAccess(CodePosition position) {
    return !position.is(Trait.WATCHED);
  }

  private static boolean isVariable(Object target) {
    return target instanceof VarHandle
        || target != null
            && (Ordering.isMemory(target) || target.getClass().getName().contains(".atomic."));
  }
}
