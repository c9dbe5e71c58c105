package sharing.testkit.interleaver;

/** The sorts of actions of a thread that another thread may notice. */
enum Operation {
  /** Reads a field. */
  READ,
  /** Writes a field. */
  WRITE,
  /** Reads an element of an array. */
  READ_ELEMENT,
  /** Writes an element of an array. */
  WRITE_ELEMENT,
  /** Enters a monitor. */
  ENTER,
  /** Leaves a monitor. */
  EXIT,
  /** Calls a method. */
  CALL,
  /** Makes an object. */
  NEW,
  /** Reads or writes the contents of a collection, in the middle of a call. */
  INSIDE;

  /** Whether a thread can be paused before it. A pause before leaving a monitor shows nothing. */
  boolean isPlaceToPause() {
    return this != EXIT;
  }
}
