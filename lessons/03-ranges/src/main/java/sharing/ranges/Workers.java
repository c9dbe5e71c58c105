package sharing.ranges;

import java.util.List;

/** Threads that each do one task, and a caller that waits for all of them. */
public final class Workers {
  private Workers() {}

  /**
   * Step 2. Runs each task once, in threads that this call starts, all at the same time. When this
   * method returns, or throws an exception that is named below, all tasks have ended, and none of
   * its threads waits for another task.
   *
   * <p>After this method, the caller can read what a task has written, without any synchronization:
   * all actions of a thread happen-before another thread returns from {@link Thread#join} on it
   * (JLS 17.4.5).
   *
   * @param tasks the tasks to run; if there are none, this method returns at once
   * @throws IllegalArgumentException if {@code tasks} is null; the message names it
   * @throws IllegalStateException if a task throws; its cause is what the task threw. The other
   *     tasks run to their end before that
   * @throws InterruptedException if the calling thread is interrupted while it waits; this method
   *     then interrupts the threads of the tasks, too, and waits until they have ended
   */
  public static void runAll(List<? extends Runnable> tasks) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 2: start all, wait for all");
  }
}
