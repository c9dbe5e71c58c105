package sharing.counter;

/** A number in memory, 0 at first, of type long. Any number of threads may count it up at once. */
public interface Counter {
  /**
   * Adds one.
   *
   * @return the number after that; no two calls return the same
   */
  long increment();

  /**
   * Adds one, if the number is less than a limit. So no more are counted than there is room for.
   *
   * @param limit any number
   * @return whether one was added
   */
  boolean incrementBelow(long limit);

  /**
   * The number. What a thread did before it added one happens-before what another thread does when
   * it has seen that here (JLS 17.4.5).
   */
  long get();
}
