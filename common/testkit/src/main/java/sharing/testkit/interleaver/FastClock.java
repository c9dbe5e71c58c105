package sharing.testkit.interleaver;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Runs code whose clock is ahead of the clock of every other process, such as a server. So a time
 * that the code sends to the server, or compares with one of the server, is wrong, however fast the
 * machine is. Waits take their time. Any number of threads may use it.
 */
public final class FastClock {
  private FastClock() {}

  /**
   * Gives a call whose clock is ahead.
   *
   * @param ahead how far it is ahead
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> Callable<T> of(
      Duration ahead, Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    long nanos = ahead.toNanos();
    return InstrumentedCall.of(
        new InstrumentedCall.Listener() {
          @Override
          public long clockAheadNanos(CodePosition position) {
            return nanos;
          }
        },
        type,
        arguments);
  }
}
