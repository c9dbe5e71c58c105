package sharing.testkit.interleaver;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * Finds data races in one schedule: two accesses of one variable, at least one of them a write,
 * that nothing orders (JLS 17.4.5). The order in which they were seen does not matter: the schedule
 * itself creates no edge.
 *
 * <p>The algorithm is that of vector clocks, as in FastTrack (Flanagan and Freund, PLDI 2009), with
 * the edges of JLS 17.4.4 and of the package {@code java.util.concurrent}. If it cannot decide
 * whether there is an edge, it assumes one. So it may miss a race, but reports no false one.
 *
 * <p>Not safe for threads: its schedule guards it.
 */
final class HappensBefore {
  /** All memory of buffers and segments: two of them may map one file. */
  private static final Object MEMORY = new Object();

  /** Some field of an object: its name is not known. */
  private static final String ANY = "*";

  /** The streams that are written to and read from: a pipe has two ends. */
  private static final Object STREAMS = new Object();

  /** A lock whose views were created outside the observed code. */
  private static final Object UNKNOWN_LOCK = new Object();

  private static final Set<String> READS_OF_HANDLES =
      Set.of("get", "getVolatile", "getOpaque", "getAcquire");

  private static final Deque<Object> NOTHING_CALLED = new ArrayDeque<>();

  private final Map<Thread, Integer> numbers = new IdentityHashMap<>();
  private final List<VectorClock> clocks = new ArrayList<>();
  private final Map<Thread, VectorClock> starts = new IdentityHashMap<>();
  private final Map<Thread, VectorClock> signals = new IdentityHashMap<>();
  private final Releases releases = new Releases();
  private final Fences fences = new Fences();
  private final Accesses accesses = new Accesses();
  private final Map<String, Object> classes = new HashMap<>();

  /** The objects that represent others: an iterator its list, a condition its lock. */
  private final Map<Object, Object> aliases = new IdentityHashMap<>();

  /** The clock of all finished parts of the scenario, which happen before the next part. */
  private VectorClock over = new VectorClock();

  /** The clock of all actions before a task was handed to a library, which runs it somewhere. */
  private final VectorClock handedOver = new VectorClock();

  /** The objects whose calls each thread is in, if what happens in them may be under a lock. */
  private final Map<Thread, Deque<Object>> called = new HashMap<>();

  /** How many calls that may run tasks each thread is in. */
  private final Map<Thread, Integer> inLibrary = new HashMap<>();

  /** Whether tasks may wait for each other outside the observed code. */
  private boolean hasStages;

  /** Threads that the test has started. */
  private final Set<Thread> actors = new HashSet<>();

  /**
   * A data race.
   *
   * @param first the access that was seen first
   * @param second the other one
   */
  record Race(Event first, Event second) {}

  /** The first race that was seen, or nothing. */
  Optional<Race> race() {
    return accesses.race();
  }

  /** A thread that the test starts for a part of the scenario. */
  void addActor(Thread thread) {
    actors.add(thread);
  }

  /** All threads have ended or are paused: their actions happen before all later actions. */
  void endPart() {
    accesses.endPart();
    VectorClock all = new VectorClock();
    clocks.forEach(all::join);
    over = all;
  }

  /** A thread is about to do an action. */
  void before(Event event, Object target, Object... details) {
    Thread thread = event.thread();
    int me = number(thread);
    CodePosition position = event.position();
    clocks.get(me).tick(me);
    acquireCalled(me, thread);
    if (inLibrary.getOrDefault(thread, 0) > 0 || hasStages && isOfLibrary(thread)) {
      joinTasks(me); // A library may run a task in its caller, or one stage after another.
    }
    fences.before(me, position, target, clocks.get(me));
    switch (position.operation()) {
      case READ, WRITE -> field(me, event, owner(position, target));
      case READ_ELEMENT, WRITE_ELEMENT ->
          access(
              me,
              target,
              "[" + details[0] + "]",
              position.operation() == Operation.WRITE_ELEMENT,
              true,
              event);
      case EXIT -> release(me, target, "");
      case CALL -> beforeCall(me, event, target, details);
      default -> {}
    }
    releaseCalled(me, thread);
  }

  /** A thread has done an action. */
  void after(Event event, Object target, Object value, Object... details) {
    int me = number(event.thread());
    CodePosition position = event.position();
    fences.after(me, position, target);
    switch (position.operation()) {
      case READ -> {
        if (position.is(Trait.VOLATILE)) {
          acquire(me, owner(position, target), position.member());
          acquire(me, owner(position, target), ANY);
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
    access(me, owner, position.member(), writes, !position.is(Trait.VOLATILE), event);
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
    if (WatchedCode.hasTask(details)) {
      handedOver.join(clocks.get(me));
    }
    enter(event.thread(), target, details);
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
      if (position.owner().equals(LockSupport.class.getName()) && method.equals("unpark")) {
        signals.computeIfAbsent((Thread) details[0], t -> new VectorClock()).join(clocks.get(me));
      }
    } else if (isWait(position)) {
      release(me, target, "");
    } else if (!event.isWatched()) {
      Object known = aliases.getOrDefault(target, target);
      if (Ordering.isNotSafe(known)) {
        boolean writes = Ordering.data(method) == Ordering.Data.WRITE;
        access(me, known, "contents", writes, true, event);
      } else if (Ordering.of(target, method).releases()) {
        release(me, lock(target), "");
        if (Ordering.isUpdater(target)) {
          release(me, details[0], ANY);
        }
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
    leave(me, event.thread(), target, details);
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
    } else if (target != null && !event.isWatched()) {
      alias(target, method, value);
      Object known = aliases.getOrDefault(target, target);
      if (!Ordering.isNotSafe(known)
          && Ordering.of(target, method).acquires()
          && !Ordering.isInVain(target, method, value)) {
        acquire(me, lock(target), "");
        if (Ordering.isUpdater(target)) {
          releases.acquireAll(clocks.get(me), details[0]);
        }
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

  /** A library may do several things for the call, and call its arguments. */
  private void enter(Thread thread, Object target, Object[] details) {
    if (isGuardedByCalled(target, details)) {
      called.computeIfAbsent(thread, t -> new ArrayDeque<>()).push(lock(target));
    }
  }

  private void leave(int me, Thread thread, Object target, Object[] details) {
    Deque<Object> all = called.getOrDefault(thread, NOTHING_CALLED);
    if (isGuardedByCalled(target, details) && !all.isEmpty()) {
      release(me, all.pop(), "");
    }
  }

  private boolean isGuardedByCalled(Object target, Object[] details) {
    return target != null
        && (Ordering.runsUnderALock(target) || WatchedCode.hasTask(details))
        && !Ordering.isNotSafe(lock(target));
  }

  private void readOptimistically(Thread thread, String method) {
    if (method.equals("tryOptimisticRead")) {
      accesses.beginOptimistic(thread);
    } else if (method.equals("validate") || method.startsWith("tryConvert")) {
      accesses.endOptimistic(thread);
    }
  }

  /** An access of a field or an element by a VarHandle, in the mode of the method. */
  private void handle(int me, Event event, VarHandle handle, Object[] details, boolean isBefore) {
    String method = event.position().member();
    boolean isPlain = method.equals("get") || method.equals("set");
    boolean isStatic = handle.coordinateTypes().isEmpty();
    Object owner =
        isStatic ? ofClass(Handles.declaring(handle)) : details[0] == null ? handle : details[0];
    boolean isMemory = Ordering.isMemory(owner);
    String member = isMemory ? "" : Handles.member(handle, details);
    if (isMemory) {
      owner = MEMORY;
    }
    Ordering ordering = isPlain ? Ordering.NONE : Ordering.of(handle, method);
    if (isBefore) {
      if (!isMemory) {
        boolean writes = !READS_OF_HANDLES.contains(method);
        access(me, owner, member, writes, isPlain, event);
      }
      if (ordering.releases()) {
        release(me, owner, member);
      }
    } else if (ordering.acquires()) {
      acquire(me, owner, member);
    }
  }

  private void access(
      int me, Object owner, String member, boolean writes, boolean isPlain, Event event) {
    accesses.add(owner, member, writes, isPlain, event, me, clocks.get(me));
  }

  /**
   * A thread is inside a call of a collection.
   *
   * @return its clock
   */
  VectorClock inside(Thread thread) {
    int me = number(thread);
    acquireCalled(me, thread);
    releaseCalled(me, thread);
    return clocks.get(me);
  }

  /** The lock that guards the called object also guards the library's actions for a call. */
  private void acquireCalled(int me, Thread thread) {
    called.getOrDefault(thread, NOTHING_CALLED).forEach(object -> acquire(me, object, ""));
  }

  private void releaseCalled(int me, Thread thread) {
    called.getOrDefault(thread, NOTHING_CALLED).forEach(object -> release(me, object, ""));
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

  /** The actions of a library's threads for others have happened before. */
  private void joinTasks(int me) {
    numbers.forEach(
        (thread, number) -> {
          if (isOfLibrary(thread) && number != me) {
            clocks.get(me).join(clocks.get(number));
          }
        });
  }

  private void release(int me, Object object, String member) {
    releases.add(object, member, clocks.get(me));
  }

  private void acquire(int me, Object object, String member) {
    releases.acquire(clocks.get(me), object, member);
  }

  /** The object of a field; for a static field, an object that represents its class. */
  private Object owner(CodePosition position, Object target) {
    return target == null ? ofClass(position.owner()) : target;
  }

  private Object ofClass(String name) {
    return classes.computeIfAbsent(name, n -> new Object());
  }

  private void alias(Object target, String method, Object value) {
    if (value != null && value != target && Ordering.isViewOf(target, method, value)) {
      aliases.putIfAbsent(value, aliases.getOrDefault(target, target));
    }
  }

  private Object lock(Object target) {
    Object known = aliases.get(target);
    if (known != null) {
      return known;
    }
    return Ordering.isStream(target) ? STREAMS : Ordering.isView(target) ? UNKNOWN_LOCK : target;
  }

  private static boolean isWait(CodePosition position) {
    return position.member().equals("wait") && position.owner().equals(Object.class.getName());
  }
}
