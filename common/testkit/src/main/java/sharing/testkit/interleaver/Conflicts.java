package sharing.testkit.interleaver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import sharing.testkit.interleaver.CodePosition.Trait;
import sharing.testkit.interleaver.Trace.Event;

/**
 * Whether the order of two actions can matter: both affect the same thing, and at least one of them
 * may change it. A pause before an action without a conflict shows nothing.
 */
final class Conflicts {
  /** Calls without an object that read nothing that other threads change. */
  private static final Pattern PURE =
      Pattern.compile(
          "java\\.lang\\.(?!Thread|Process|Runtime).*|java\\.util\\.(List|Map|Set|Optional\\w*|Arrays"
              + "|Collections|Comparator|stream\\..*|function\\..*)|java\\.time\\..*"
              + "|java\\.util\\.concurrent\\.(TimeUnit|ThreadLocalRandom)|java\\.nio\\.file\\.(Path|Paths)"
              + "|sharing\\.common\\.TrialDivision");

  /** Those that are. Each pair of actions asks, and a pattern takes its time. */
  private static final Map<String, Boolean> OWNERS = new ConcurrentHashMap<>();

  /** Classes of values, none of which can be extended. */
  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Integer.class,
          Long.class,
          Boolean.class,
          Class.class,
          Pattern.class,
          Duration.class,
          URI.class);

  private static final ClassValue<Boolean> IS_IMMUTABLE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Record.class.isAssignableFrom(type)
              || Enum.class.isAssignableFrom(type)
              || Path.class.isAssignableFrom(type)
              || type.getName().startsWith("java.util.ImmutableCollections")
              || VALUES.contains(type)
              || isLambdaOfNothing(type);
        }

        /** A lambda that captures nothing has nothing that a call could change. */
        private boolean isLambdaOfNothing(Class<?> type) {
          return type.isHidden() && type.getDeclaredFields().length == 0;
        }
      };

  /** Methods that only read the state of a thread. */
  private static final Set<String> THREAD_READS =
      Set.of("isInterrupted", "isAlive", "join", "getName", "getId", "threadId", "getState");

  private static final Set<String> MONITOR_METHODS = Set.of("wait", "notify", "notifyAll");

  private Conflicts() {}

  /** Whether an action conflicts with one of some others. */
  static boolean any(Event action, List<Event> others) {
    return others.stream().anyMatch(other -> of(action, other));
  }

  /** Whether two actions conflict. */
  static boolean of(Event one, Event other) {
    Kind kind = kind(one);
    if (kind == Kind.NONE || kind(other) == Kind.NONE) {
      return false;
    }
    if (kind == Kind.UNKNOWN || kind(other) == Kind.UNKNOWN) {
      // Files, clocks, the common pool: they may share something hidden.
      return kind == kind(other) || kind == Kind.LIBRARY || kind(other) == Kind.LIBRARY;
    }
    if (one.target() != other.target()
        || one.target() == null && !one.position().owner().equals(other.position().owner())) {
      return false;
    }
    if (isFinalWrite(one) || isFinalWrite(other)) {
      return true;
    }
    return kind == kind(other) && isSame(kind, one, other) && (writes(one) || writes(other));
  }

  /**
   * The names and classes that some threads accessed in any schedule. The objects of two schedules
   * are never the same. In doubt, this reports a conflict.
   */
  static final class Footprint {
    private final Set<String> touched = new HashSet<>();
    private final Set<String> written = new HashSet<>();

    void add(List<Event> events) {
      for (Event event : events) {
        String name = name(event);
        touched.add(name);
        if (writes(event)) {
          written.add(name);
        }
      }
    }

    /** Whether an action may conflict with one of them. */
    boolean mayConflict(Event action) {
      return switch (kind(action)) {
        case NONE -> false;
        case UNKNOWN -> touched.stream().anyMatch(name -> name.startsWith("a call"));
        case LIBRARY ->
            touched.contains("a call")
                || (writes(action) ? touched : written).contains(name(action));
        default ->
            isFinalWrite(action) || (writes(action) ? touched : written).contains(name(action));
      };
    }

    private static String name(Event event) {
      return switch (kind(event)) {
        case NONE -> "nothing";
        case FIELD -> "field " + event.position().member();
        case ELEMENT -> "an element";
        case MONITOR -> "monitor of " + type(event);
        case LIBRARY -> "a call of " + type(event);
        case UNKNOWN -> "a call";
      };
    }

    private static String type(Event event) {
      return event.target() == null ? "" : CopyNames.name(event.target().getClass());
    }
  }

  private enum Kind {
    NONE,
    FIELD,
    ELEMENT,
    MONITOR,
    /** A call of an object whose code is not watched. */
    LIBRARY,
    /** A call of no object. */
    UNKNOWN
  }

  private static Kind kind(Event event) {
    CodePosition position = event.position();
    return switch (position.operation()) {
      case READ, WRITE -> Kind.FIELD;
      case READ_ELEMENT, WRITE_ELEMENT -> Kind.ELEMENT;
      case ENTER -> Kind.MONITOR;
      case EXIT, INSIDE -> Kind.NONE;
      case NEW -> isPure(position) || event.hasPlacesInside() ? Kind.NONE : Kind.UNKNOWN;
      case CALL -> ofCall(event);
    };
  }

  private static Kind ofCall(Event event) {
    CodePosition position = event.position();
    Object target = event.target();
    if (event.hasPlacesInside()) {
      return Kind.NONE;
    } else if (target == null) {
      boolean isOfThread =
          position.owner().equals(Thread.class.getName())
              && !position.member().equals("interrupted");
      return isPure(position) || isOfThread ? Kind.NONE : Kind.UNKNOWN;
    } else if (position.owner().equals(Object.class.getName())) {
      return MONITOR_METHODS.contains(position.member()) ? Kind.MONITOR : Kind.NONE;
    }
    return IS_IMMUTABLE.get(target.getClass()) ? Kind.NONE : Kind.LIBRARY;
  }

  private static boolean isPure(CodePosition position) {
    return OWNERS.computeIfAbsent(position.owner(), owner -> PURE.matcher(owner).matches())
        || position.operation() == Operation.NEW
            && (position.owner().startsWith("java.util.")
                || position.owner().startsWith("java.io.PrintWriter"));
  }

  private static boolean isSame(Kind kind, Event one, Event other) {
    return switch (kind) {
      case FIELD -> one.position().member().equals(other.position().member());
      case ELEMENT -> one.details().get(0).equals(other.details().get(0));
      default -> true;
    };
  }

  private static boolean writes(Event event) {
    CodePosition position = event.position();
    return switch (position.operation()) {
      case READ, READ_ELEMENT -> false;
      case CALL -> !isRead(event);
      default -> true;
    };
  }

  private static boolean isRead(Event event) {
    Object target = event.target();
    String method = event.position().member();
    if (target == null) {
      return false;
    }
    if (target instanceof Thread) {
      return THREAD_READS.contains(method);
    }
    return Ordering.isNotSafe(target)
        ? Ordering.data(method) == Ordering.Data.READ
        : target.getClass().getName().contains(".atomic.")
            && method.startsWith("get")
            && !method.startsWith("getAnd");
  }

  private static boolean isFinalWrite(Event event) {
    return event.position().operation() == Operation.WRITE && event.position().is(Trait.FINAL);
  }
}
