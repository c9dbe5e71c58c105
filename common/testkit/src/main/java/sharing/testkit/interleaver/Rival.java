package sharing.testkit.interleaver;

import java.util.concurrent.Callable;

/**
 * Makes a call whose rivals are always faster: each time that a thread is about to compare and set,
 * a rival comes first. Each thread that makes the call loses a number of times; then its rivals
 * stay away. Pauses of the call take no time. Any number of threads may make it.
 */
public final class Rival {
  private Rival() {}

  /**
   * A call with rivals.
   *
   * @param <T> what the call returns
   */
  public interface Contended<T> extends Callable<T> {
    /**
     * What a rival does, in the thread that loses.
     *
     * @param lost how often that thread has lost before
     */
    void comesFirst(int lost) throws Exception;
  }

  /**
   * Prepares a call.
   *
   * @param losses how often each thread loses; 0 or more
   * @param type has one constructor; it and all classes of its package are loaded again, so the
   *     test shares none of these classes with it
   * @param arguments for the constructor: objects of the JDK's classes
   * @throws ReflectiveOperationException if the object cannot be made
   */
  public static <T> Callable<T> of(
      int losses, Class<? extends Contended<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    return of(losses, type.getPackageName(), type, arguments);
  }

  /** The same, for a student's code in another package. */
  static <T> Callable<T> of(
      int losses, String ofStudent, Class<? extends Contended<T>> type, Object... arguments)
      throws ReflectiveOperationException {
    Faster faster = new Faster(losses);
    Callable<T> call = InstrumentedCall.of(faster, ofStudent, type, arguments);
    faster.call = (Contended<?>) call;
    return call;
  }

  private static final class Faster extends InstrumentedCall.Listener {
    private final int losses;
    private final ThreadLocal<Integer> lost = ThreadLocal.withInitial(() -> 0);
    private final ThreadLocal<Boolean> isRival = ThreadLocal.withInitial(() -> false);
    private volatile Contended<?> call;

    Faster(int losses) {
      this.losses = losses;
    }

    @Override
    public void before(CodePosition position, Object target, Object... details) {
      if (call == null
          || position.operation() != Operation.CALL
          || !position.member().matches("(c|weakC)ompareAnd(Set|Exchange).*")
          || isRival.get()
          || lost.get() == losses) {
        return;
      }
      isRival.set(true);
      try {
        call.comesFirst(lost.get());
      } catch (Exception e) {
        throw new IllegalStateException("a rival has failed", e);
      } finally {
        lost.set(lost.get() + 1);
        isRival.set(false);
      }
    }

    @Override
    public boolean skipsPause(CodePosition position) {
      return true;
    }
  }
}
