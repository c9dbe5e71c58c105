package sharing.durable.helpers;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import sharing.testkit.CheckFailedError;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.threads.WatchedCall;

/**
 * Waits for a call whose workers poll a server. Such workers never block, so a hang shows as many
 * polls without any progress.
 *
 * <p>A call counts as hanging only after its workers have had many chances, however slow the
 * machine is.
 */
public final class Polling {
  private static final long BOUND_NANOS = 8_000_000_000L;
  private static final long LOOK_EVERY_NANOS = 100_000_000L;
  private static final int CHANCES = 100;

  private final RedisInspector server;
  private final Callable<String> progress;
  private String last = "nothing yet";
  private long sinceNanos;
  private long sinceReads;
  private long ownReads;
  private boolean isStuck;

  private Polling(RedisInspector server, Callable<String> progress) {
    this.server = server;
    this.progress = progress;
  }

  /**
   * The result of a call.
   *
   * @param server the server that the workers poll
   * @param progress a text that changes whenever the workers make progress
   * @throws CheckFailedError if the call hangs
   */
  public static <T> T result(WatchedCall<T> call, RedisInspector server, Callable<String> progress)
      throws Exception {
    Polling polling = new Polling(server, progress);
    BooleanSupplier isStuck = seldom(polling::isStuck);
    call.until(() -> !call.caller().isAlive() || isStuck.getAsBoolean());
    if (polling.isStuck) {
      call.interruptCaller();
      throw new CheckFailedError(
          "The workers asked for entries "
              + (polling.reads() - polling.sinceReads)
              + " times, and the queue did not change: "
              + polling.last,
          "the call ends.",
          "it hangs.");
    }
    return call.result();
  }

  /**
   * The same question, asked only ten times a second, because asking a server costs more than
   * waiting. Once the answer is yes, it stays yes.
   */
  public static BooleanSupplier seldom(BooleanSupplier question) {
    return new BooleanSupplier() {
      private long lastLook = System.nanoTime();
      private boolean isTrue;

      @Override
      public boolean getAsBoolean() {
        long now = System.nanoTime();
        if (!isTrue && now - lastLook >= LOOK_EVERY_NANOS) {
          lastLook = now;
          isTrue = question.getAsBoolean();
        }
        return isTrue;
      }
    };
  }

  /** A number, asked for only ten times a second. It is the last answer in between. */
  static LongSupplier seldom(LongSupplier number) {
    return new LongSupplier() {
      private long lastLook = System.nanoTime();
      private long last = number.getAsLong();

      @Override
      public long getAsLong() {
        long now = System.nanoTime();
        if (now - lastLook >= LOOK_EVERY_NANOS) {
          lastLook = now;
          last = number.getAsLong();
        }
        return last;
      }
    };
  }

  private boolean isStuck() {
    long now = System.nanoTime();
    long before = allReads();
    String seen = look();
    ownReads += allReads() - before; // With those of the workers at that moment: a few too many.
    if (!seen.equals(last)) {
      last = seen;
      sinceNanos = now;
      sinceReads = reads();
    }
    isStuck = now - sinceNanos > BOUND_NANOS && reads() - sinceReads > CHANCES;
    return isStuck;
  }

  private String look() {
    try {
      return progress.call();
    } catch (Exception e) {
      return "the queue is gone";
    }
  }

  private long reads() {
    return allReads() - ownReads;
  }

  private long allReads() {
    try {
      return server.uses(Workers.LOOKS);
    } catch (IOException e) {
      return 0;
    }
  }
}
