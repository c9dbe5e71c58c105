package sharing.testkit.interleaver;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.Trace.Event;

/**
 * Looks for data races in one schedule: two accesses of one variable, one of them a write, which
 * nothing orders (JLS 17.4.5). It does not matter in which order they were seen: what the schedule
 * itself does gives no edge.
 *
 * <p>The algorithm is that of vector clocks, as in FastTrack (Flanagan and Freund, PLDI 2009), with
 * the edges of JLS 17.4.4 and of the package {@code java.util.concurrent}. What it cannot tell
 * apart counts as an edge, so it may miss a race, and reports none that is not there.
 *
 * <p>Not safe for threads: its schedule guards it.
 */
final class HappensBefore {
  /** All memory that no object of this JVM owns: two buffers may map one file. */
  private static final Object MEMORY = new Object();

  /** What all fences have in common: which two of them order what, is not told apart. */
  private static final Object FENCES = new Object();

  /** A lock whose views were made where nobody saw it. */
  private static final Object UNKNOWN_LOCK = new Object();

  private final Map<Thread, Integer> numbers = new IdentityHashMap<>();
  private final List<VectorClock> clocks = new ArrayList<>();
  private final Map<Thread, VectorClock> starts = new IdentityHashMap<>();
  private final Map<Thread, VectorClock> signals = new IdentityHashMap<>();
  private final Map<Object, Map<String, VectorClock>> released = new IdentityHashMap<>();
  private final Map<Object, Map<String, Variable>> variables = new IdentityHashMap<>();
  private final Map<String, Object> classes = new HashMap<>();

  /** What stands for another object: an iterator for its list, a condition for its lock. */
  private final Map<Object, Object> aliases = new IdentityHashMap<>();

  /** What threads have read since they began to read without a lock, and did not validate yet. */
  private final Map<Thread, List<Runnable>> optimistic = new IdentityHashMap<>();

  /** All that is over: what a part of the scenario did happens before the next part. */
  private VectorClock over = new VectorClock();

  /** What happened before a task was handed to a library, which runs it in some thread. */
  private final VectorClock handedOver = new VectorClock();

  /** How many calls that may run tasks each thread is in. */
  private final Map<Thread, Integer> inLibrary = new HashMap<>();

  /** Whether tasks may wait for each other where nobody sees it. */
  private boolean hasStages;

  /** Threads that the test has started. */
  private final Set<Thread> actors = new HashSet<>();

  private Race race;

  /**
   * A data race.
   *
   * @param first the access that was seen first
   * @param second the other one
   */
  record Race(Event first, Event second) {}

  /** The accesses of one variable that matter. */
  private static final class Variable {
    private Access write;
    private final Map<Integer, Access> reads = new HashMap<>();
  }

  /** An access, at a step of its thread. */
  private record Access(int thread, int tick, boolean isPlain, Event event) {}

  /** The first race that was seen, or nothing. */
  Optional<Race> race() {
    return Optional.ofNullable(race);
  }

  /** A thread that the test starts for a part of the scenario. */
  void addActor(Thread thread) {
    actors.add(thread);
  }

  /** All threads have ended, or stand: what they did happens before what others do from now on. */
  void endPart() {
    optimistic.values().forEach(reads -> reads.forEach(Runnable::run));
    optimistic.clear();
    VectorClock all = new VectorClock();
    clocks.forEach(all::join);
    over = all;
  }

  /** A thread is about to do something. */
  void before(Event event, Object target, Object... details) {
    Thread thread = event.thread();
    int me = number(thread);
    CodePosition position = event.position();
    clocks.get(me).tick(me);
    if (inLibrary.getOrDefault(thread, 0) > 0 || hasStages && isOfLibrary(thread)) {
      joinTasks(me); // A library may run a task in its caller, or one stage after another.
    }
    switch (position.operation()) {
      case READ, WRITE -> field(me, event, owner(position, target));
      case READ_ELEMENT, WRITE_ELEMENT ->
          access(
              me,
              variable(target, "[" + details[0] + "]"),
              position.operation() == Operation.WRITE_ELEMENT,
              true,
              event);
      case EXIT -> release(me, target, "");
      case CALL -> beforeCall(me, event, target, details);
      default -> {}
    }
  }

  /** A thread has done it. */
  void after(Event event, Object target, Object value, Object... details) {
    int me = number(event.thread());
    CodePosition position = event.position();
    switch (position.operation()) {
      case READ -> {
        if (position.is(Trait.VOLATILE)) {
          acquire(me, owner(position, target), position.member());
        }
      }
      case ENTER -> acquire(me, target, "");
      case CALL -> afterCall(me, event, target, value, details);
      default -> {}
    }
  }

  private void field(int me, Event event, Object owner) {
    CodePosition position = event.position();
    boolean writes = position.operation() == Operation.WRITE;
    access(me, variable(owner, position.member()), writes, !position.is(Trait.VOLATILE), event);
    if (writes && position.is(Trait.VOLATILE)) {
      release(me, owner, position.member());
    }
  }

  private void beforeCall(int me, Event event, Object target, Object[] details) {
    CodePosition position = event.position();
    String method = position.member();
    if (Ordering.waitsForTasks(target, position.owner())) {
      inLibrary.merge(event.thread(), 1, Integer::sum);
      hasStages |= Ordering.hasStages(target, position.owner());
    }
    for (Object detail : details) {
      if (WatchedCode.isTask(detail)) {
        handedOver.join(clocks.get(me));
      }
    }
    if (target instanceof Thread thread) {
      if (method.equals("start")) {
        starts.computeIfAbsent(thread, t -> new VectorClock()).join(clocks.get(me));
      } else if (method.equals("interrupt")) {
        signals.computeIfAbsent(thread, t -> new VectorClock()).join(clocks.get(me));
      }
    } else if (target instanceof ForkJoinTask) {
      handedOver.join(clocks.get(me));
    } else if (target instanceof VarHandle handle) {
      handle(me, event, handle, details, true);
    } else if (target == null) {
      if (position.owner().equals(VarHandle.class.getName()) && method.endsWith("Fence")) {
        acquire(me, FENCES, "");
        release(me, FENCES, "");
      } else if (position.owner().equals(LockSupport.class.getName()) && method.equals("unpark")) {
        signals.computeIfAbsent((Thread) details[0], t -> new VectorClock()).join(clocks.get(me));
      }
    } else if (isWait(position)) {
      release(me, target, "");
    } else if (!WatchedCode.isCalled(position, target)) {
      Object known = aliases.getOrDefault(target, target);
      if (Ordering.isNotSafe(known)) {
        boolean writes = Ordering.data(method) == Ordering.Data.WRITE;
        access(me, variable(known, "contents"), writes, true, event);
      } else if (Ordering.of(target, method).releases()) {
        release(me, lock(target), "");
      }
    }
  }

  private void afterCall(int me, Event event, Object target, Object value, Object[] details) {
    CodePosition position = event.position();
    String method = position.member();
    VectorClock signal = signals.get(event.thread());
    if (signal != null) {
      clocks.get(me).join(signal);
    }
    if (target instanceof Thread thread) {
      if (method.equals("isInterrupted") && signals.containsKey(thread)) {
        clocks.get(me).join(signals.get(thread));
      }
      if (!thread.isAlive() && thread.getState() != Thread.State.NEW) {
        joinEnded(me, thread);
      }
    } else if (target instanceof VarHandle handle) {
      handle(me, event, handle, details, false);
    } else if (target != null && isWait(position)) {
      acquire(me, target, "");
    } else if (target != null && !WatchedCode.isCalled(position, target)) {
      alias(target, method, value);
      Object known = aliases.getOrDefault(target, target);
      if (!Ordering.isNotSafe(known)
          && Ordering.of(target, method).acquires()
          && !Ordering.isInVain(target, method, value)) {
        acquire(me, lock(target), "");
      }
      if (target instanceof StampedLock) {
        readOptimistically(event.thread(), method);
      }
    }
    if (Ordering.waitsForTasks(target, position.owner())) {
      inLibrary.merge(event.thread(), -1, Integer::sum);
      joinTasks(me);
    }
  }

  private void readOptimistically(Thread thread, String method) {
    if (method.equals("tryOptimisticRead")) {
      optimistic.put(thread, new ArrayList<>());
    } else if (method.equals("validate") || method.startsWith("tryConvert")) {
      optimistic.remove(thread);
    }
  }

  /** An access of a field or an element by a VarHandle, in the mode of the method. */
  private void handle(int me, Event event, VarHandle handle, Object[] details, boolean isBefore) {
    String method = event.position().member();
    boolean isPlain = method.equals("get") || method.equals("set");
    boolean isStatic = handle.coordinateTypes().isEmpty();
    Object owner = isStatic || details[0] == null ? handle : details[0];
    boolean isMemory =
        owner instanceof ByteBuffer || owner.getClass().getName().contains("MemorySegment");
    String member = isMemory ? "" : member(handle, details);
    if (isMemory) {
      owner = MEMORY;
    }
    Ordering ordering = isPlain ? Ordering.NONE : Ordering.of(handle, method);
    if (isBefore) {
      if (!isMemory) {
        boolean writes = !(method.equals("get") || method.matches("get(Volatile|Opaque|Acquire)"));
        access(me, variable(owner, member), writes, isPlain, event);
      }
      if (ordering.releases()) {
        release(me, owner, member);
      }
    } else if (ordering.acquires()) {
      acquire(me, owner, member);
    }
  }

  private static String member(VarHandle handle, Object[] details) {
    if (details.length > 1 && details[0] != null && details[0].getClass().isArray()) {
      return "[" + details[1] + "]";
    }
    return handle
        .describeConstable()
        .map(description -> description.constantName())
        .orElse("handle " + System.identityHashCode(handle));
  }

  private void access(int me, Variable variable, boolean writes, boolean isPlain, Event event) {
    Access access = new Access(me, clocks.get(me).of(me), isPlain, event);
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
      variable.reads.put(me, access);
    }
  }

  private void check(Access before, Access now) {
    if (before != null
        && race == null
        && before.thread != now.thread
        && (before.isPlain || now.isPlain)
        && clocks.get(now.thread).of(before.thread) < before.tick) {
      race = new Race(before.event, now.event);
    }
  }

  /** A thread does something while a library holds the lock of an object for it. */
  void underLock(Thread thread, Object object) {
    int me = number(thread);
    acquire(me, lock(object), "");
    release(me, lock(object), "");
  }

  VectorClock clock(int thread) {
    return clocks.get(thread);
  }

  int number(Thread thread) {
    Integer known = numbers.get(thread);
    if (known == null) {
      known = clocks.size();
      numbers.put(thread, known);
      VectorClock clock = new VectorClock();
      clock.join(over);
      VectorClock start = starts.get(thread);
      if (start != null) {
        clock.join(start);
      }
      clocks.add(clock);
    }
    if (isOfLibrary(thread)) {
      // A library may have started it, and may have handed it a task since its last step.
      clocks.get(known).join(handedOver);
    }
    return known;
  }

  private boolean isOfLibrary(Thread thread) {
    return !starts.containsKey(thread) && !actors.contains(thread);
  }

  private void joinEnded(int me, Thread ended) {
    if (numbers.containsKey(ended)) {
      clocks.get(me).join(clocks.get(numbers.get(ended)));
    }
  }

  /** What threads of a library did for others has happened before. */
  private void joinTasks(int me) {
    numbers.forEach(
        (thread, number) -> {
          if (isOfLibrary(thread) && number != me) {
            clocks.get(me).join(clocks.get(number));
          }
        });
  }

  private void release(int me, Object object, String member) {
    VectorClock mine = clocks.get(me);
    released
        .computeIfAbsent(object, o -> new HashMap<>())
        .computeIfAbsent(member, m -> new VectorClock())
        .join(mine);
  }

  private void acquire(int me, Object object, String member) {
    VectorClock clock = released.getOrDefault(object, Map.of()).get(member);
    if (clock != null) {
      clocks.get(me).join(clock);
    }
  }

  private Variable variable(Object owner, String member) {
    return variables
        .computeIfAbsent(owner, o -> new HashMap<>())
        .computeIfAbsent(member, m -> new Variable());
  }

  /** The object of a field; of a static one, an object that stands for its class. */
  private Object owner(CodePosition position, Object target) {
    return target == null
        ? classes.computeIfAbsent(position.owner(), name -> new Object())
        : target;
  }

  private void alias(Object target, String method, Object value) {
    if (value != null && value != target && Ordering.isViewOf(target, method, value)) {
      aliases.putIfAbsent(value, aliases.getOrDefault(target, target));
    }
  }

  private Object lock(Object target) {
    Object known = aliases.get(target);
    return known != null ? known : Ordering.isView(target) ? UNKNOWN_LOCK : target;
  }

  private static boolean isWait(CodePosition position) {
    return position.member().equals("wait") && position.owner().equals(Object.class.getName());
  }
}
