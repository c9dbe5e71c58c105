package sharing.testkit.threads;

/**
 * How long threads may show no progress until a {@link QuiescenceDetector} counts them as stuck,
 * and what it counts as waiting. Immutable.
 *
 * @param equalSamples how many samples in a row must find that all of them wait, and nothing has
 *     changed; 1 or more
 * @param timedWaits how many samples may find that one has begun another wait with a time-out; 1 or
 *     more
 * @param samples the largest number of samples; 1 or more
 * @param processorNanos how much processor time they may use together, in nanoseconds; 1 or more
 * @param waiting which threads count as waiting
 * @param woken what happens if, after so many equal samples, one may just have been woken
 * @param isFileLockEnough whether a thread that waits for a lock of a file, which another process
 *     holds, is stuck at once
 */
public record StallThresholds(
    int equalSamples,
    int timedWaits,
    int samples,
    long processorNanos,
    Waiting waiting,
    Woken woken,
    boolean isFileLockEnough) {

  /** Ends a worker's turn. An error here costs a schedule, but no verdict. */
  public static final StallThresholds TURN =
      new StallThresholds(
          150, 50, 5_000, 100_000_000, Waiting.FOR_ANYTHING, Woken.NONE_ENDS_SOONER, true);

  /** Ends a thread's turn. An error here changes the order of a schedule. */
  public static final StallThresholds BATON =
      new StallThresholds(
          8, 10, 5_000, 100_000_000, Waiting.FOR_ANYTHING, Woken.NONE_ENDS_SOONER, false);

  /** Decides that a schedule hangs. An error here is a wrong verdict. */
  public static final StallThresholds SCHEDULE_HANGS =
      new StallThresholds(
          1_500,
          Integer.MAX_VALUE,
          15_000,
          3_000_000_000L,
          Waiting.FOR_THREAD_OR_FILE_LOCK,
          Woken.SAMPLES_AGAIN,
          false);

  /**
   * Proves that a {@link WatchedCall} hangs. An error here is a wrong verdict. The {@link
   * HangDetector} decides about other hangs: this preset has no other limits. Another process may
   * release a file lock, so a thread that asks for one does not count as waiting.
   */
  public static final StallThresholds CALL_HANGS =
      new StallThresholds(
          8,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Waiting.FOR_THREAD,
          Woken.STARTS_AGAIN,
          false);

  /** Which threads count as waiting. */
  public enum Waiting {
    /** Threads that wait for another thread of this JVM without a timeout. */
    FOR_THREAD,
    /** The same, and threads that ask for a file lock. */
    FOR_THREAD_OR_FILE_LOCK,
    /** All threads that do not run, including those that wait with a timeout. */
    FOR_ANYTHING;

    boolean counts(ThreadSnapshot thread) {
      return switch (this) {
        case FOR_THREAD -> thread.waitsForAnother();
        case FOR_THREAD_OR_FILE_LOCK -> thread.waitsForAnother() || thread.asksForFileLock();
        case FOR_ANYTHING -> !thread.runs() || thread.asksForFileLock();
      };
    }
  }

  /** How to use the operating system: a thread that Java reports as waiting may have been woken. */
  public enum Woken {
    /**
     * Three equal samples are enough if none may have been woken, and none waits for a time;
     * otherwise the number of equal samples decides.
     */
    NONE_ENDS_SOONER,
    /** The next sample decides. */
    SAMPLES_AGAIN,
    /** The count of equal samples starts again. */
    STARTS_AGAIN
  }
}
