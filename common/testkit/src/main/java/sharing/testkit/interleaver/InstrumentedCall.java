package sharing.testkit.interleaver;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A call that is instrumented, and runs without a schedule. */
final class InstrumentedCall {
  private InstrumentedCall() {}

  /**
   * Makes the call.
   *
   * @param type has one constructor; it and all classes of its package are loaded again
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  static <T> Callable<T> of(
      ActionListener listener, Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return of(listener, type.getPackageName(), type, arguments);
  }

  /** The same, for a student's code in another package. */
  @SuppressWarnings("unchecked") // The class is a Callable of the same result.
  static <T> Callable<T> of(
      ActionListener listener,
      String ofStudent,
      Class<? extends Callable<T>> type,
      Object... arguments)
      throws ReflectiveOperationException {
    ClassLoader loader =
        new InstrumentingClassLoader(
            listener, type, List.of(ofStudent), /* copiesCollections= */ false);
    var constructor =
        Stream.of(loader.loadClass(type.getName()).getDeclaredConstructors())
            .filter(made -> made.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow(NoSuchMethodException::new);
    constructor.setAccessible(true);
    return (Callable<T>) constructor.newInstance(arguments);
  }

  /** Keeps no thread, and ends no wait early: all takes its own time. */
  static class Listener implements ActionListener {
    private final Waiters waiters;

    Listener() {
      this(new Waiters(false));
    }

    Listener(Waiters waiters) {
      this.waiters = waiters;
    }

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
      return false;
    }

    @Override
    public boolean skipsPause(CodePosition position) {
      return false;
    }

    @Override
    public long clockAheadNanos(CodePosition position) {
      return 0;
    }

    @Override
    public Waiters waiters() {
      return waiters;
    }

    @Override
    public void inside(InsidePlace place, Object target, int index) {}
  }
}
