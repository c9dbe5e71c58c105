package sharing.testkit.interleaver;

/** Is called for each shared action of instrumented code, in the thread that does it. */
interface ActionListener {
  /**
   * A thread is about to do a shared action. Returns when the thread may do it.
   *
   * @param target the object with the field, element, monitor or method; null for a static member
   *     and for an object that is being created
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

  /** Whether a wait of the calling thread must end at once, spuriously. */
  boolean wakesEarly(CodePosition position);

  /**
   * Whether the wait that the calling thread is about to begin times out at once. Returns when that
   * is known.
   */
  boolean endsInTime(CodePosition position);

  /**
   * Whether the pause that the calling thread is about to make (a sleep or a yield) takes no more
   * time. Returns when that is known.
   */
  boolean skipsPause(CodePosition position);

  /**
   * What a clock shows when the calling thread reads it: {@code now}, unless the clock has been
   * stopped.
   *
   * @param clock its name: a method or a class of the JDK
   */
  default <T> T clock(String clock, T now) {
    return now;
  }

  /**
   * How far the clock that the calling thread has read is ahead, in nanoseconds: 0 or more. In a
   * schedule it is less than a day.
   */
  long clockAheadNanos(CodePosition position);

  /** The waiting threads, and which of them notify wakes. */
  Waiters waiters();

  /**
   * A thread is in the middle of a call of a collection, which is about to read or write its
   * contents. Returns when the thread may continue.
   *
   * @param target the object whose field it is, or the array
   * @param index of the element; -1 for a field
   */
  void inside(InsidePlace place, Object target, int index);
}
