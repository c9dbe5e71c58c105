package sharing.testkit.interleaver;

/** Ends a thread whose schedule is over. */
final class ScheduleAbandonedError extends Error {
  private static final long serialVersionUID = 1;

  ScheduleAbandonedError() {
    super("this schedule is over", null, false, false);
  }
}
