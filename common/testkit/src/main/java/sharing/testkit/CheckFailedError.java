package sharing.testkit;

/**
 * A check of the course that failed, for reasons that AssertJ has no words for: a hang, a flag that
 * is not seen, a worker left behind.
 *
 * <p>Its message has the form of AssertJ's, {@code [how it came about]} and then what was expected
 * and what was seen, so that the report reads both alike.
 */
public final class CheckFailedError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String how;
  private final String seen;

  /**
   * @param how how the failure came about: the call, the schedule, the process
   * @param seen what was expected, and what was seen instead
   */
  public CheckFailedError(String how, String seen) {
    this(how, seen, null);
  }

  /** The same, with what went wrong below. */
  public CheckFailedError(String how, String seen, Throwable cause) {
    super("[" + how + "]\n" + seen, cause);
    this.how = how;
    this.seen = seen;
  }

  /** How the failure came about. */
  public String how() {
    return how;
  }

  /** What was expected, and what was seen instead. */
  public String seen() {
    return seen;
  }
}
