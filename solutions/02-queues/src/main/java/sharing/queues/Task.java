package sharing.queues;

/**
 * A message to a worker: some candidates, or the poison pill that ends the worker.
 *
 * <p>A message cannot be changed after it was made, so a queue may hand it to another thread.
 */
public final class Task {
  private final long[] candidates;
  private final boolean isPill;

  private Task(long[] candidates, boolean isPill) {
    this.candidates = candidates;
    this.isPill = isPill;
  }

  /**
   * Step 1. A message that holds candidates.
   *
   * @param candidates any values, zero or more of them; no value makes the message a pill
   * @throws IllegalArgumentException if {@code candidates} is null; the message names it
   */
  public static Task of(long... candidates) {
    if (candidates == null) {
      throw new IllegalArgumentException("candidates must not be null");
    }
    return new Task(candidates.clone(), false);
  }

  /** The message that ends the worker that takes it. */
  public static Task pill() {
    return new Task(new long[0], true);
  }

  /** Whether this message is a pill. */
  public boolean isPill() {
    return isPill;
  }

  /** The candidates, as they were given. A pill has none. */
  public long[] candidates() {
    return candidates.clone();
  }
}
