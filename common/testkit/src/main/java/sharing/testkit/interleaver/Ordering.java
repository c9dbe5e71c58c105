package sharing.testkit.interleaver;

import java.lang.invoke.VarHandle;
import java.nio.Buffer;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/**
 * The memory ordering of a library call, according to its Javadoc. An unknown call counts as an
 * edge in both directions: an extra edge can hide a race, but never rejects right code.
 *
 * @param releases whether the thread's earlier actions happen before a later acquire
 * @param acquires whether an earlier release happens before the thread's next actions
 */
record Ordering(boolean releases, boolean acquires) {
  static final Ordering NONE = new Ordering(false, false);
  static final Ordering BOTH = new Ordering(true, true);
  private static final Ordering RELEASE = new Ordering(true, false);
  private static final Ordering ACQUIRE = new Ordering(false, true);

  /** Classes of the JDK whose Javadoc says that they are not synchronized, or says nothing. */
  private static final Pattern NOT_SAFE =
      Pattern.compile(
          "java\\.util\\.(ArrayList|LinkedList|ArrayDeque|PriorityQueue|BitSet|IdentityHashMap"
              + "|(Linked|Weak)?HashMap|TreeMap|(Linked)?HashSet|TreeSet|EnumMap|RegularEnumSet|StringJoiner)(\\$.*)?"
              + "|java\\.lang\\.StringBuilder"
              + "|java\\.text\\.(Simple)?(Date|Decimal|Number)Format");

  private static final Pattern STREAM =
      Pattern.compile("(java\\.(io|net|nio\\.channels)|sun\\.nio\\.ch|sharing\\.common)\\..*");

  /** The JDK's classes for a segment of memory (JDK 22): their interface is sealed. */
  private static final Pattern SEGMENT =
      Pattern.compile("jdk\\.internal\\.foreign\\.\\w*MemorySegment.*");

  private static final Pattern ACQUIRES =
      Pattern.compile("(try)?(lock|acquire|read|write|Optimistic|Convert|Lock|Read|Write).*");

  private static final Pattern UNDER_A_LOCK =
      Pattern.compile(
          "java\\.util\\.(Collections\\$Synchronized.*|Vector|Stack|Hashtable"
              + "|concurrent\\.ConcurrentHashMap)|java\\.lang\\.StringBuffer");

  // Each call asks, and a pattern takes its time.
  private static final ClassValue<Boolean> IS_NOT_SAFE = named(NOT_SAFE);
  private static final ClassValue<Boolean> IS_STREAM = named(STREAM);
  private static final ClassValue<Boolean> IS_SEGMENT = named(SEGMENT);
  private static final ClassValue<Boolean> IS_UNDER_A_LOCK = named(UNDER_A_LOCK);

  private static final Set<String> READS =
      Set.of(
          "get",
          "getOrDefault",
          "contains",
          "containsKey",
          "containsValue",
          "containsAll",
          "size",
          "isEmpty",
          "iterator",
          "listIterator",
          "stream",
          "toString",
          "forEach",
          "indexOf",
          "lastIndexOf",
          "peek",
          "element",
          "getFirst",
          "getLast",
          "peekFirst",
          "peekLast",
          "first",
          "last",
          "firstKey",
          "lastKey",
          "floorKey",
          "ceilingKey",
          "entrySet",
          "keySet",
          "values",
          "subList",
          "toArray",
          "equals",
          "hashCode",
          "hasNext",
          "next",
          "cardinality",
          "nextSetBit",
          "nextClearBit",
          "length",
          "charAt",
          "substring",
          "descendingIterator",
          "getKey",
          "getValue",
          "parallelStream",
          "spliterator",
          "firstEntry",
          "lastEntry");

  private static final Set<String> VIEWS =
      Set.of(
          "iterator",
          "listIterator",
          "descendingIterator",
          "entrySet",
          "keySet",
          "values",
          "subList",
          "headMap",
          "tailMap",
          "subMap",
          "descendingMap",
          "navigableKeySet",
          "headSet",
          "tailSet",
          "subSet",
          "descendingSet");

  /** The effect of a call on a collection that is not safe for threads. */
  enum Data {
    NONE,
    READ,
    WRITE
  }

  /**
   * Whether a class has one of these names, or inherits what it has not written itself from one.
   */
  private static ClassValue<Boolean> named(Pattern names) {
    return new ClassValue<>() {
      @Override
      protected Boolean computeValue(Class<?> type) {
        Class<?> inherited = CopyNames.original(type);
        while (WatchedCode.isWatched(inherited) && inherited.getSuperclass() != null) {
          inherited = CopyNames.original(inherited.getSuperclass());
        }
        return names.matcher(inherited.getName()).matches();
      }
    };
  }

  /** Whether an object is a collection or a helper of the JDK that threads must not share. */
  static boolean isNotSafe(Object target) {
    return IS_NOT_SAFE.get(target.getClass());
  }

  /** The effect of a call on such an object. */
  static Data data(String method) {
    return READS.contains(method) ? Data.READ : Data.WRITE;
  }

  /** The ordering of a call, by the called object and the name of the method. */
  static Ordering of(Object target, String method) {
    if (isMemory(target)) {
      return NONE;
    }
    if (target instanceof VarHandle || target.getClass().getName().contains(".atomic.")) {
      return ofMode(method);
    }
    if (target instanceof Lock || target instanceof StampedLock || target instanceof Semaphore) {
      if (method.startsWith("unlock") || method.equals("release")) {
        return RELEASE;
      }
      return ACQUIRES.matcher(method).matches() ? ACQUIRE : BOTH;
    }
    if (target instanceof CountDownLatch) {
      return method.equals("countDown") ? RELEASE : ACQUIRE;
    }
    return BOTH;
  }

  /**
   * Whether an object is a buffer or a segment of memory. Its own methods access the memory
   * plainly; a VarHandle can access the same memory in other modes.
   */
  static boolean isMemory(Object target) {
    return target instanceof Buffer || IS_SEGMENT.get(target.getClass());
  }

  /** The access modes of a VarHandle, which the classes of {@code atomic} have, too. */
  private static Ordering ofMode(String method) {
    if (method.endsWith("Plain") || method.contains("Opaque")) {
      return NONE;
    } else if (method.endsWith("Acquire")) {
      return ACQUIRE;
    } else if (method.endsWith("Release") || method.equals("lazySet")) {
      return RELEASE;
    } else if (method.equals("get") || method.equals("getVolatile")) {
      return ACQUIRE;
    } else if (method.equals("set") || method.equals("setVolatile")) {
      return RELEASE;
    }
    return BOTH;
  }

  /** Whether a call with this result has acquired nothing: it gave up, or found nothing. */
  static boolean isInVain(Object target, String method, Object value) {
    boolean mayFail =
        target instanceof Lock
            || target instanceof StampedLock
            || target instanceof Semaphore
            || target instanceof CountDownLatch
            || target instanceof Condition;
    return mayFail
        && (Boolean.FALSE.equals(value)
            || method.startsWith("try") && value instanceof Long stamp && stamp == 0);
  }

  /** Whether the end of what other threads do for a caller may be seen in a call. */
  static boolean waitsForTasks(Object target, String owner) {
    return target instanceof Future
        || target instanceof Executor
        || target instanceof CompletionService
        || target instanceof CompletionStage
        || target instanceof BaseStream
        || target == null
            && (owner.startsWith("java.util.concurrent.")
                || owner.startsWith("java.util.stream.")
                || owner.equals("java.util.Arrays"));
  }

  /** Whether the result of a call is a view of the called object. */
  static boolean isViewOf(Object target, String method, Object value) {
    if (isNotSafe(target)) {
      return VIEWS.contains(method);
    }
    return CopyNames.name(value.getClass()).startsWith("java.util.") && !isNotSafe(value);
  }

  /** Whether tasks may follow one another without a call that shows it. */
  static boolean hasStages(Object target, String owner) {
    return target instanceof CompletionStage
        || target instanceof ForkJoinTask
        || target instanceof BaseStream
        || target == null && !owner.equals("java.util.concurrent.Executors");
  }

  /** Whether an object changes a volatile field of another one. */
  static boolean isUpdater(Object target) {
    return target.getClass().getName().contains("FieldUpdater");
  }

  /** Whether an object is written to, or read from. */
  static boolean isStream(Object target) {
    return IS_STREAM.get(target.getClass());
  }

  /** Whether an object does its work, and calls its arguments, under a lock. */
  static boolean runsUnderALock(Object target) {
    return IS_UNDER_A_LOCK.get(target.getClass());
  }

  /** Whether an object represents another lock: a view of the lock, or its condition. */
  static boolean isView(Object target) {
    return target instanceof Condition
        || target instanceof ReentrantReadWriteLock.ReadLock
        || target instanceof ReentrantReadWriteLock.WriteLock
        || target instanceof Lock
            && target.getClass().getName().startsWith(StampedLock.class.getName());
  }
}
