package sharing.testkit.interleaver;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sharing.testkit.Replay.Step;

/**
 * The actions of the threads of one schedule, in their order, with values. Not safe for threads:
 * its schedule guards it.
 */
final class Trace {
  /** Later actions are counted, but not kept. */
  private static final int MAX_EVENTS = 5_000;

  private static final int LONGEST = 30;

  /** The classes of boxed values. */
  private static final Set<Class<?>> BOXES =
      Set.of(
          Long.class,
          Integer.class,
          Short.class,
          Byte.class,
          Double.class,
          Float.class,
          Boolean.class,
          Character.class);

  /** Each object of each schedule asks, and a pattern takes its time. */
  private static final ClassValue<String> SIMPLE_NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String simple =
              type.getName().replaceFirst(".*\\.", "").replaceFirst(".*\\$(?=[A-Z])", "");
          return type.isHidden() || simple.contains("$$") ? "lambda" : simple;
        }
      };

  private final List<Event> events = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Map<Thread, Event> last = new HashMap<>();
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int dropped;

  /**
   * A record of an actor that does nothing: it is paused, or waits.
   *
   * @param after how many events there were before
   */
  record Mark(int after, Step step) {}

  /** One shared action. */
  static final class Event {
    private final String actor;
    private final Thread thread;
    private final CodePosition position;
    private final Object target;
    private final String targetName;
    private final List<String> details;
    private final boolean isWatched;
    private String value;

    /** How many events there were when it was over; 0 if that is not known. */
    private int returnedAfter;

    private Event(
        String actor,
        Thread thread,
        CodePosition position,
        Object target,
        String targetName,
        List<String> details,
        boolean isWatched) {
      this.actor = actor;
      this.isWatched = isWatched;
      this.thread = thread;
      this.position = position;
      this.target = target;
      this.targetName = targetName;
      this.details = details;
    }

    /** The name of the worker that did it, as a student reads it: {@code Worker 1}. */
    String actor() {
      return actor;
    }

    Thread thread() {
      return thread;
    }

    CodePosition position() {
      return position;
    }

    /** The object of the action; null for a static member or a new object. */
    Object target() {
      return target;
    }

    /** Whether the code that it calls is watched, too. */
    boolean isWatched() {
      return isWatched;
    }

    /** Whether a thread can be paused in the code that it calls: that is the student's. */
    boolean hasPlacesInside() {
      return isWatched && !WatchedCode.isOfTests(target);
    }

    /** Its name in this schedule, as in {@code Counter#1}. */
    String targetName() {
      return targetName;
    }

    /** The index of an element, then the written value; or the arguments of a call. */
    List<String> details() {
      return details;
    }

    /** The value that was read or returned; null if there is none, or if it is unknown. */
    String value() {
      return value;
    }
  }

  /** Records that a thread is about to do an action. */
  Event add(
      String actor,
      Thread thread,
      CodePosition position,
      boolean isWatched,
      Object target,
      Object[] details) {
    List<String> rendered = new ArrayList<>(details.length);
    for (Object detail : details) {
      rendered.add(text(detail));
    }
    Event event =
        new Event(
            actor,
            thread,
            position,
            target,
            target == null ? position.owner() : text(target),
            rendered,
            isWatched);
    if (events.size() < MAX_EVENTS) {
      events.add(event);
    } else {
      dropped++;
    }
    last.put(thread, event);
    return event;
  }

  /** Records that a thread has done an action. */
  Event addValue(Thread thread, CodePosition position, Object target, Object value) {
    Event event = last.get(thread);
    if (event == null || event.position != position) {
      event = null;
      for (int i = events.size() - 1; i >= 0 && event == null; i--) {
        Event before = events.get(i);
        boolean isIt = before.thread == thread && before.position == position;
        event = isIt && before.returnedAfter == 0 ? before : null;
      }
    }
    if (event == null) {
      event =
          new Event(
              thread.getName(),
              thread,
              position,
              target,
              "",
              List.of(),
              WatchedCode.isCalled(position, target)); // The action was not kept.
    }
    event.value = text(value);
    event.returnedAfter = events.size();
    return event;
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  /** Records that an actor does nothing now. */
  void mark(Step step) {
    marks.add(new Mark(events.size(), step));
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** How many events there were, kept or not. */
  int size() {
    return events.size() + dropped;
  }

  /** A value as a student reads it: short, and the same for the same object. */
  private String text(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof CharSequence text) {
      String cut = text.length() > LONGEST ? text.subSequence(0, LONGEST) + "..." : text.toString();
      return '"' + cut.replace("\n", "\\n") + '"';
    } else if (value instanceof Path path && path.getFileName() != null) {
      return path.getFileName().toString();
    } else if (value instanceof Enum || BOXES.contains(value.getClass())) {
      return value.toString();
    }
    return names.computeIfAbsent(value, this::name);
  }

  private String name(Object value) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      return type.getComponentType().getSimpleName() + "[" + Array.getLength(value) + "]";
    }
    if (value instanceof Thread thread) {
      return thread.getName();
    }
    if (value instanceof Class<?> named) {
      return named.getSimpleName() + ".class";
    }
    String readable = SIMPLE_NAMES.get(type);
    return readable + "#" + counts.merge(readable, 1, Integer::sum);
  }
}
