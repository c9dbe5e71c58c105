package sharing.testkit.interleaver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The methods that instrumented code calls before and after each shared action. Public only because
 * that code is of other packages. Any number of threads may call it.
 */
public final class SharedActions {
  private static final List<Observed> ALL = new CopyOnWriteArrayList<>();
  private static final List<InsidePlace> INSIDE = new CopyOnWriteArrayList<>();

  /** A place, and who hears of it. */
  private record Observed(CodePosition position, ActionListener listener) {}

  private SharedActions() {}

  /** Gives a place the number by which the instrumented code names it. */
  static synchronized int number(CodePosition position, ActionListener listener) {
    ALL.add(new Observed(position, listener));
    return ALL.size() - 1;
  }

  static ActionListener listener(int number) {
    return ALL.get(number).listener;
  }

  static CodePosition position(int number) {
    return ALL.get(number).position;
  }

  /** Gives a place inside a collection the number by which the code of the collection names it. */
  static synchronized int inside(String what, String member, boolean writes) {
    INSIDE.add(new InsidePlace(INSIDE.size(), what, member, writes));
    return INSIDE.size() - 1;
  }

  /** Before a collection reads or writes one of its fields. */
  public static void inside(Object target, Object listener, int number) {
    ((ActionListener) listener).inside(INSIDE.get(number), target, -1);
  }

  /** Before a collection reads or writes an element of one of its arrays. */
  public static void inside(Object array, int index, Object listener, int number) {
    ((ActionListener) listener).inside(INSIDE.get(number), array, index);
  }

  /**
   * Before an action without other details than its target. Returns when the thread may continue.
   */
  public static void before(Object target, int number) {
    Observed observed = ALL.get(number);
    observed.listener.before(observed.position, target);
  }

  /** Before an element of an array is read. */
  public static void before(Object array, int index, int number) {
    Observed observed = ALL.get(number);
    observed.listener.before(observed.position, array, index);
  }

  /** Before a field is written. */
  public static void before(Object target, Object value, int number) {
    Observed observed = ALL.get(number);
    observed.listener.before(observed.position, target, value);
  }

  /** Before a method is called. */
  public static void before(Object target, Object[] arguments, int number) {
    Observed observed = ALL.get(number);
    observed.listener.before(observed.position, target, arguments);
    if (SharedText.isAppended(observed.position, target)) {
      SharedText.before((StringBuilder) target, observed.listener);
    }
  }

  /** After a field was read, or a monitor entered. */
  public static void after(Object target, Object value, int number) {
    Observed observed = ALL.get(number);
    observed.listener.after(observed.position, target, value);
  }

  /** After an element was read. */
  public static void after(Object array, int index, Object value, int number) {
    Observed observed = ALL.get(number);
    observed.listener.after(observed.position, array, value, index);
  }

  /** After a method has returned. */
  public static void after(Object target, Object result, Object[] arguments, int number) {
    Observed observed = ALL.get(number);
    if (SharedText.isAppended(observed.position, target)) {
      SharedText.after((StringBuilder) target);
    }
    observed.listener.after(observed.position, target, result, arguments);
  }

  /** After a method has thrown something. */
  public static void thrown(Object target, Throwable error, Object[] arguments, int number) {
    Observed observed = ALL.get(number);
    observed.listener.after(observed.position, target, error, arguments);
  }

  /** The class of an object, as its code tells it: not that of a copy. */
  public static Class<?> original(Class<?> type) {
    return CopyNames.original(type);
  }

  /** Before an element is written. */
  public static void beforeStore(Object array, int index, Object value, int number) {
    Observed observed = ALL.get(number);
    observed.listener.before(observed.position, array, index, value);
  }

  /** Writes an element of a {@code byte[]} or {@code boolean[]}: one instruction serves both. */
  public static void store(Object array, int index, int value, int number) {
    if (array instanceof boolean[] flags) {
      beforeStore(array, index, (value & 1) != 0, number);
      flags[index] = (value & 1) != 0;
    } else {
      beforeStore(array, index, (byte) value, number);
      ((byte[]) array)[index] = (byte) value;
    }
  }
}
