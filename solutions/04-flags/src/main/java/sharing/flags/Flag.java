package sharing.flags;

/**
 * A flag that several threads share. It begins lowered. Once it has been raised, it stays raised.
 *
 * <p>Safe for use by any number of threads. Once a call of {@link #raise()} has returned in one
 * thread, each call of {@link #isRaised()} that begins later returns true, in every thread.
 * Everything that a thread does before it raises the flag happens-before everything that another
 * thread does after it sees the flag raised by that thread (JLS 17.4.5).
 */
public interface Flag {

  /** Raises the flag. Raising it again changes nothing. */
  void raise();

  /** Whether the flag is raised. Does not wait until it is. */
  boolean isRaised();
}
