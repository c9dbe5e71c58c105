package sharing.testkit.interleaver;

/** One of two that take turns in a schedule. */
interface Participant {
  /** Has it go on until it is paused, has ended, or cannot go on; adds which to the story. */
  void takeTurn() throws ScheduleFailedException;

  /** Whether it has done all its work. */
  boolean hasEnded();
}
