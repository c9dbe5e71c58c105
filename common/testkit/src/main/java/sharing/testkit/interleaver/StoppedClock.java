package sharing.testkit.interleaver;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs code for which no time passes on the clock: everything that it does happens at the same
 * moment. So names that it takes from the clock are equal, however slow the machine is. Code that
 * waits until the clock moves does not hang: each thread reads the stopped clock {@value #LOOKS}
 * times, and the real clock from then on. Waits still take their time. Any number of threads may
 * use it.
 */
public final class StoppedClock {
  private static final int LOOKS = 1_000;

  private StoppedClock() {}

  /**
   * Gives a call whose clock stands still.
   *
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> Callable<T> of(Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return InstrumentedCall.of(new Stopped(), type, arguments);
  }

  private static final class Stopped extends InstrumentedCall.Listener {
    private final Map<String, Object> first = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> looks = ThreadLocal.withInitial(() -> 0);

    @Override
    @SuppressWarnings("unchecked") // A clock always shows the same type.
    public <T> T clock(String clock, T now) {
      if (looks.get() == LOOKS) {
        return now;
      }
      looks.set(looks.get() + 1);
      return (T) first.computeIfAbsent(clock, c -> now);
    }
  }
}
