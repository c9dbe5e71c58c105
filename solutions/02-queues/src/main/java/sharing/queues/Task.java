package sharing.queues;

/**
 * A message to a worker: a task, which holds candidates, or a poison pill, which ends the worker.
 *
 * <p>A message cannot be changed once it has been made, so several threads may read it, and the
 * sender may go on using its own array.
 */
public final class Task {
  private final long[] candidates;
  private final boolean isPill;

  private Task(long[] candidates, boolean isPill) {
    this.candidates = candidates;
    this.isPill = isPill;
  }

  /**
   * Step 1. A task: a message that holds candidates.
   *
   * @param candidates any values, zero or more of them; whatever they are, the task is not a pill
   * @throws IllegalArgumentException if {@code candidates} is null; the exception's message names
   *     it
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
