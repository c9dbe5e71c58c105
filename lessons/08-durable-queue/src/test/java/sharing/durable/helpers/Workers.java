package sharing.durable.helpers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import sharing.durable.Limits;
import sharing.durable.WorkerArguments;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.threads.WatchedCall;

/** Workers in threads of the test. */
public final class Workers {
  /**
   * Each time a worker asks for an entry, whatever its code, it sends one of these commands; the
   * last one asks for what it is about to take, or whether all is finished.
   */
  public static final String LOOKS = "xreadgroup|xpending|xautoclaim|xinfo.*";

  private Workers() {}

  /** What a worker does: {@code WorkerProcess.work}, which only the lesson's package can call. */
  public interface Work {
    void work(WorkerArguments arguments, LongPredicate isPrime) throws Exception;
  }

  /** Starts a worker on the queue of a test. */
  public static WatchedCall<Void> start(
      Work worker, TestQueue test, Limits limits, LongPredicate isPrime) {
    return WatchedCall.start(
        "worker",
        () -> {
          worker.work(new WorkerArguments(test.redis(), test.keys(), limits), isPrime);
          return null;
        });
  }

  /** Waits until a worker has asked for entries that many more times, or has ended. */
  public static void awaitLooks(TestQueue test, WatchedCall<Void> call, int looks)
      throws Exception {
    long until = looks(test) + looks;
    LongSupplier looked = Polling.seldom(() -> looks(test));
    call.until(() -> !call.caller().isAlive() || looked.getAsLong() >= until, looked);
    throwIfEnded(call);
  }

  private static long looks(TestQueue test) {
    try {
      return test.server().uses(LOOKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws what a worker has thrown, if it has ended so. */
  public static void throwIfEnded(WatchedCall<Void> call) throws Exception {
    if (!call.caller().isAlive()) {
      call.result();
    }
  }

  /** Waits until a worker has ended. */
  public static void resultOf(TestQueue test, WatchedCall<Void> call) throws Exception {
    // The worker may use the test's own connection in the meantime.
    try (RedisInspector looks = new RedisInspector(test.redis())) {
      TestQueue seen = new TestQueue(test.keys(), test.redis(), looks);
      Polling.result(call, looks, seen::progress);
    }
  }
}
