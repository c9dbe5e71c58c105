package sharing.durable.helpers;

import java.lang.Thread.State;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A call in another thread, in the middle of one of the test's calls. If the test's call holds a
 * lock that this call needs, this call ends later.
 */
public final class Meanwhile<T> {
  private static final long KEPT_NANOS = 200_000_000;

  /** In the meantime the test's call waits for the server, for two seconds at most. */
  private static final long BOUND_NANOS = 700_000_000;

  private final Callable<T> call;
  private volatile FutureTask<T> task;

  public Meanwhile(Callable<T> call) {
    this.call = call;
  }

  /**
   * Starts the call, unless it has started. Returns when the call has ended or waits for another
   * thread, or after some time; after that, the two calls run at the same time.
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
      Thread.sleep(1); // The pause between two checks.
    }
  }

  /** The result of the call, which starts now if it has not started yet. */
  public T result() throws Exception {
    begin();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
