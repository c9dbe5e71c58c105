package sharing.counter;

/**
 * A number in memory that starts at 0 and is of type long. Any number of threads may add to it at
 * the same time. An interrupted thread counts as any other thread does.
 */
public interface Counter {
  /**
   * Adds one.
   *
   * @return the new number; no two calls return the same one
   */
  long increment();

  /**
   * Adds one if the number is less than a limit. So this method never raises the number above the
   * limit.
   *
   * @param limit any number
   * @return whether one was added
   */
  boolean incrementBelow(long limit);

  /**
   * Returns the number. If the number includes an increment of another thread, all that the other
   * thread did before that increment happens-before all that the calling thread does next (JLS
   * 17.4.5).
   */
  long get();
}
