package sharing.testkit;

/**
 * A check of the course that failed, for reasons that an assertion library has no words for: a
 * hang, a flag that is not seen, a worker left behind. It carries its {@link Failure}.
 */
public final class CheckFailedError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  /**
   * @param how how the failure came about: the call, the schedule, the process
   * @param expected what should have been, as a sentence
   * @param seen what was there instead, as a sentence
   */
  public CheckFailedError(String how, String expected, String seen) {
    this(Failure.check(how, expected, seen), null);
  }

  /** The same, with what went wrong below. */
  public CheckFailedError(String how, String expected, String seen, Throwable cause) {
    this(Failure.check(how, expected, seen), cause);
  }

  /** An error for a failure that is known already, with what went wrong below, or null. */
  public CheckFailedError(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  /** The same error, with a sentence on what had been done before. */
  public CheckFailedError after(String how) {
    return new CheckFailedError(failure.withHow(how + "\n" + failure.how()), null);
  }

  /** What failed. */
  public Failure failure() {
    return failure;
  }
}
