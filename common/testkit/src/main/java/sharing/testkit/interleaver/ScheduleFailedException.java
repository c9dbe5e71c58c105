package sharing.testkit.interleaver;

import sharing.testkit.Failure;

/** What a schedule led to is wrong, or it led to nothing. */
final class ScheduleFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  ScheduleFailedException(String expected, String seen) {
    this(Failure.check("", expected, seen));
  }

  ScheduleFailedException(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
