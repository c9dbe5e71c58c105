package sharing.testkit.interleaver;

/** Hears of each shared action of instrumented code, in the thread that does it. */
interface ActionListener {
  /**
   * A thread is about to do something. Returns when it may.
   *
   * @param target the object whose field, element, monitor or method it is; null for what is static
   *     and for an object that is being made
   * @param details the index of an element; then the value to be written; the arguments of a call
   */
  void before(CodePosition position, Object target, Object... details);

  /**
   * A thread has read something, has entered a monitor, or has come back from a call.
   *
   * @param value what it read, or what the call returned or threw; null for a monitor, and for no
   *     result
   * @param details as before
   */
  void after(CodePosition position, Object target, Object value, Object... details);

  /** Whether a wait of the thread that calls is to end at once, without a reason. */
  boolean wakesEarly(CodePosition position);

  /**
   * Whether the time of a wait is over, which the thread that calls is about to begin. Returns when
   * that is known.
   */
  boolean endsInTime(CodePosition position);

  /**
   * Whether a pause takes no time, or no more, which the thread that calls is about to make: a
   * sleep, or a yield. Returns when that is known.
   */
  boolean skipsPause(CodePosition position);

  /**
   * How far the clock is ahead which the thread that calls has read, in nanoseconds: 0 or more. In
   * a schedule it is less than a day.
   */
  long clockAheadNanos(CodePosition position);

  /** Those that wait, and whom notify wakes. */
  Waiters waiters();

  /**
   * A thread is in the middle of a call of a collection, which is about to read or write what it
   * holds. Returns when it may.
   *
   * @param target the object whose field it is, or the array
   * @param index of the element; -1 for a field
   */
  void inside(InsidePlace place, Object target, int index);
}
