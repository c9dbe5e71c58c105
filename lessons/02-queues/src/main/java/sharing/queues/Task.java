package sharing.queues;

/**
 * A message to a worker: a task, which holds candidates, or a poison pill, which ends the worker.
 *
 * <p>A message cannot be changed once it has been made, so several threads may read it, and the
 * sender may go on using its own array.
 */
public final class Task {
  /**
   * Step 1. A task: a message that holds candidates.
   *
   * @param candidates any values, zero or more of them; whatever they are, the task is not a pill
   * @throws IllegalArgumentException if {@code candidates} is null; the exception's message names
   *     it
   */
  public static Task of(long... candidates) {
    throw new UnsupportedOperationException("TODO step 1: make a message that holds candidates");
  }

  /** The message that ends the worker that takes it. */
  public static Task pill() {
    throw new UnsupportedOperationException("TODO step 1: make a pill");
  }

  /** Whether this message is a pill. */
  public boolean isPill() {
    throw new UnsupportedOperationException("TODO step 1: tell whether this is a pill");
  }

  /** The candidates, as they were given. A pill has none. */
  public long[] candidates() {
    throw new UnsupportedOperationException("TODO step 1: tell the candidates");
  }
}
