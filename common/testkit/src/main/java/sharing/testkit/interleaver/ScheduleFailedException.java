package sharing.testkit.interleaver;

import sharing.testkit.Failure;

/** A schedule failed: its result is wrong, or it did not end. */
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
