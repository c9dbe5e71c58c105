package sharing.testkit;

/**
 * A failed check of the course that an assertion library cannot express: a hang, a change of a flag
 * that stays invisible, a worker left behind. It carries its {@link Failure}.
 */
public final class CheckFailedError extends AssertionError {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  /**
   * @param how how the failure came about: the call, the schedule, the process
   * @param expected the expected behaviour, as a sentence
   * @param seen the behaviour that was seen, as a sentence
   */
  public CheckFailedError(String how, String expected, String seen) {
    this(Failure.check(how, expected, seen), null);
  }

  /** The same, with a cause. */
  public CheckFailedError(String how, String expected, String seen, Throwable cause) {
    this(Failure.check(how, expected, seen), cause);
  }

  /** An error for an existing failure, with its cause or null. */
  public CheckFailedError(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  /** The same error, with a sentence about the events before it. */
  public CheckFailedError after(String how) {
    return new CheckFailedError(failure.withHow(how + "\n" + failure.how()), null);
  }

  /** The failure. */
  public Failure failure() {
    return failure;
  }
}
