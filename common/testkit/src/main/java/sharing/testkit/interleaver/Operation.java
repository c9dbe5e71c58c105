package sharing.testkit.interleaver;

/** What a thread can do that another thread may notice. */
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
  /** Reads or writes what a collection holds, in the middle of a call of it. */
  INSIDE;

  /** Whether it can be paused before that. To pause before the end of a monitor shows nothing. */
  boolean isPlaceToPause() {
    return this != EXIT;
  }
}
