package sharing.ranges;

import java.util.ArrayList;
import java.util.List;

/** Runs tasks in threads, all at the same time, and waits until all tasks have ended. */
public final class Workers {
  private Workers() {}

  /**
   * Step 2. Runs each task once, in threads that this call starts, so that all tasks can run at the
   * same time. When this method returns, or throws an exception that is named below, all tasks have
   * ended, and none of the threads that it started waits for more work.
   *
   * <p>After this method has returned or thrown, the caller can read what a task has written,
   * without any further synchronization: all actions of a thread happen-before another thread
   * successfully returns from {@link Thread#join()} on it (JLS 17.4.5).
   *
   * @param tasks the tasks to run; if there are none, this method returns immediately
   * @throws IllegalArgumentException if {@code tasks} is null; the message names it
   * @throws IllegalStateException if a task throws; the cause is what the task threw, or what one
   *     of them threw if several do. The other tasks run to their end before this method throws
   * @throws InterruptedException if the calling thread is interrupted while it waits; this method
   *     then interrupts the threads of the tasks, too, and waits until they have ended. If a task
   *     throws as well, this method may throw either of the two exceptions
   */
  public static void runAll(List<? extends Runnable> tasks) throws InterruptedException {
    if (tasks == null) {
      throw new IllegalArgumentException("tasks must not be null");
    }
    List<Worker> workers = new ArrayList<>();
    for (Runnable task : tasks) {
      Worker worker = new Worker(task);
      workers.add(worker);
      worker.start();
    }
    boolean interrupted = false;
    for (Worker worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
          workers.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while waiting for the workers");
    }
    for (Worker worker : workers) {
      if (worker.failure != null) {
        throw new IllegalStateException("a worker failed", worker.failure);
      }
    }
  }

  private static final class Worker extends Thread {
    private final Runnable task;

    /** What the task threw. The caller reads it after this thread has ended. */
    private Throwable failure;

    private Worker(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run();
      } catch (Throwable e) {
        failure = e;
      }
    }
  }
}
