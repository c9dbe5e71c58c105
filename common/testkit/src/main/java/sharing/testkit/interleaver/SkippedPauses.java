package sharing.testkit.interleaver;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs code whose pauses take no time, and for which an hour passes whenever it reads the clock.
 * Code that gives up after some time, or after a number of tries with pauses between them, then
 * gives up at once. Waits inside libraries still take their time. Any number of threads may use it.
 */
public final class SkippedPauses {
  private SkippedPauses() {}

  /**
   * Gives a call that skips its pauses.
   *
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> Callable<T> of(Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return InstrumentedCall.of(new Hurry(), type, arguments);
  }

  private static final class Hurry extends InstrumentedCall.Listener {
    private final AtomicLong hours = new AtomicLong();

    @Override
    public boolean endsInTime(CodePosition position) {
      return true;
    }

    @Override
    public boolean skipsPause(CodePosition position) {
      return true;
    }

    @Override
    public long clockAheadNanos(CodePosition position) {
      return TimeUnit.HOURS.toNanos(hours.incrementAndGet());
    }
  }
}
