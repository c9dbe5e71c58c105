package sharing.common;

/**
 * A flag that several processes share. It is lowered or raised.
 *
 * <p>Safe for use by any number of threads and processes. If a check is ordered after a call of
 * {@link #raise()} that has returned, for example by a message, the check sees the flag raised. If
 * nothing orders the two, the check may still see the flag lowered for a moment.
 *
 * <p>Each method throws an {@link IllegalStateException} if it cannot reach the flag, and {@link
 * #isRaised()} if it finds something other than a flag there. A flag that cannot be read is never
 * treated as lowered.
 */
public interface Flag {

  /** Raises the flag. Raising it again changes nothing. */
  void raise();

  /** Lowers the flag, for another search. Lowering it again changes nothing. */
  void lower();

  /** Whether the flag is raised. */
  boolean isRaised();
}
