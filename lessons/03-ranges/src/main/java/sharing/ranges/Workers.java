package sharing.ranges;

import java.util.List;

/** Threads that each do one task, and a caller that waits for all of them. */
public final class Workers {
  private Workers() {}

  /**
   * Step 2. Runs each of some tasks once, in threads of its own, all at the same time. When this
   * method returns, or throws an exception that is named below, all tasks have ended, and no thread
   * of it waits for more.
   *
   * <p>What a task has written, the caller reads after this method without further care: all that a
   * thread does happens-before another thread returns from {@link Thread#join} on it (JLS 17.4.5).
   *
   * @param tasks what to do; if there are none, this method returns at once
   * @throws IllegalArgumentException if {@code tasks} is null; the message names it
   * @throws IllegalStateException if a task throws; its cause is what the task threw. The other
   *     tasks run to their end first
   * @throws InterruptedException if the calling thread is interrupted while it waits; the threads
   *     of the tasks are then interrupted, too, and waited for
   */
  public static void runAll(List<? extends Runnable> tasks) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 2: start all, wait for all");
  }
}
