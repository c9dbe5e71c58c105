package sharing.testkit.interleaver;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

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
  @SuppressWarnings("unchecked") // The class is a Callable of the same result.
  public static <T> Callable<T> of(Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    ClassLoader loader =
        new InstrumentingClassLoader(
            new Hurry(), type, List.of(type.getPackageName()), /* copiesCollections= */ false);
    var constructor =
        Stream.of(loader.loadClass(type.getName()).getDeclaredConstructors())
            .filter(made -> made.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow(NoSuchMethodException::new);
    constructor.setAccessible(true);
    return (Callable<T>) constructor.newInstance(arguments);
  }

  private static final class Hurry implements ActionListener {
    private final Waiters waiters = new Waiters(false);
    private final AtomicLong hours = new AtomicLong();

    @Override
    public void before(CodePosition position, Object target, Object... details) {}

    @Override
    public void after(CodePosition position, Object target, Object value, Object... details) {}

    @Override
    public boolean wakesEarly(CodePosition position) {
      return false;
    }

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

    @Override
    public Waiters waiters() {
      return waiters;
    }

    @Override
    public void inside(InsidePlace place, Object target, int index) {}
  }
}
