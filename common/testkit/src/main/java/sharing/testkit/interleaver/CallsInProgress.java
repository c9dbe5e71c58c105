package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which line of watched code each thread is at while a library runs for it. Not safe for threads.
 */
final class CallsInProgress {
  private final Map<Thread, Deque<Call>> calls = new HashMap<>();

  /** The object that a thread has just created: its constructor may still be running. */
  private final Map<Thread, Call> making = new HashMap<>();

  private final Map<CodePosition, Map<Integer, CodePosition>> places = new IdentityHashMap<>();

  private record Call(CodePosition position, Object target, boolean isWatched) {
    private String name() {
      String owner = simple(position.owner());
      if (position.operation() == Operation.NEW) {
        return "new " + owner;
      }
      if (position.owner().equals("java.lang.String")) {
        return "toString";
      }
      String type = target == null ? "" : CopyNames.name(target.getClass());
      boolean isCollection =
          (type.startsWith("java.util.") || type.startsWith("java.text.")) && type.indexOf('$') < 0;
      return (isCollection ? simple(type) : owner) + "." + position.member();
    }

    private static String simple(String type) {
      return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
  }

  /** A thread is about to do something. */
  void before(Thread thread, CodePosition position, Object target, boolean isWatched) {
    making.remove(thread);
    Call call = new Call(position, target, isWatched);
    if (position.operation() == Operation.CALL) {
      calls.computeIfAbsent(thread, t -> new ArrayDeque<>()).push(call);
    } else if (position.operation() == Operation.NEW) {
      making.put(thread, call);
    }
  }

  /** A thread has done it. */
  void after(Thread thread, CodePosition position) {
    making.remove(thread);
    if (position.operation() == Operation.CALL && calls.containsKey(thread)) {
      calls.get(thread).poll();
    }
  }

  /**
   * The line at which a thread is, and what the thread does inside the call that the line makes;
   * null if the line is not known.
   */
  CodePosition inside(Thread thread, InsidePlace place) {
    Call call = making.get(thread);
    if (call == null) {
      Deque<Call> all = calls.get(thread);
      call = all == null ? null : all.peek();
    }
    if (call == null || call.isWatched) {
      return null;
    }
    Call at = call;
    return places
        .computeIfAbsent(at.position, position -> new HashMap<>())
        .computeIfAbsent(place.number(), number -> inside(at, place));
  }

  private static CodePosition inside(Call call, InsidePlace place) {
    CodePosition position = call.position;
    return new CodePosition(
        position.type(),
        position.method(),
        position.file(),
        position.line(),
        false,
        Operation.INSIDE,
        call.name(),
        place.what(),
        position.is(CodePosition.Trait.IN_TESTS) ? Set.of(CodePosition.Trait.IN_TESTS) : Set.of(),
        -position.index() * 100_003 - place.number() - 1);
  }
}
