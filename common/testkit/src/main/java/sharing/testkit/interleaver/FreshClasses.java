package sharing.testkit.interleaver;

import java.util.concurrent.Callable;

/**
 * Runs code whose static fields are as they were at first: what it keeps there, such as a pool of
 * threads, it has made in this call. Any number of threads may use it.
 */
public final class FreshClasses {
  private FreshClasses() {}

  /**
   * Gives a call of classes that are loaded again.
   *
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> Callable<T> of(Class<? extends Callable<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return InstrumentedCall.of(new InstrumentedCall.Listener(), type, arguments);
  }
}
