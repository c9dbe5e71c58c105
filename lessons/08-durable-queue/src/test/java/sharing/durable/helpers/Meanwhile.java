package sharing.durable.helpers;

import java.lang.Thread.State;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A call of another thread, in the middle of one of the test's. If the test's call keeps it from
 * going on, by a lock, it ends later.
 */
public final class Meanwhile<T> {
  private static final long KEPT_NANOS = 200_000_000;

  /** The test's call waits for the server in the meantime, and not for longer than two seconds. */
  private static final long BOUND_NANOS = 700_000_000;

  private final Callable<T> call;
  private volatile FutureTask<T> task;

  public Meanwhile(Callable<T> call) {
    this.call = call;
  }

  /**
   * Begins, unless it has; returns when the call has ended or waits for another thread, or after
   * some time: then the two calls go on at once.
   */
  public void begin() throws InterruptedException {
    if (task != null) {
      return;
    }
    task = new FutureTask<>(call);
    Thread thread = new Thread(task, "another worker");
    thread.setDaemon(true);
    thread.start();
    long waitsSince = Long.MAX_VALUE;
    long began = System.nanoTime();
    while (thread.isAlive() && System.nanoTime() - began < BOUND_NANOS) {
      boolean waits =
          Set.of(State.BLOCKED, State.WAITING, State.TIMED_WAITING).contains(thread.getState());
      long now = System.nanoTime();
      waitsSince = waits ? Math.min(waitsSince, now) : Long.MAX_VALUE;
      if (waits && now - waitsSince > KEPT_NANOS) {
        return;
      }
      Thread.sleep(1); // Between two looks at the thread.
    }
  }

  /** What the call has returned, or returns; if it has not begun, it does now. */
  public T result() throws Exception {
    begin();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
