package sharing.ranges;

import java.util.ArrayList;
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
