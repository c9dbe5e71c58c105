package sharing.counter;

import java.io.IOException;

/**
 * Counts in a store. It is right for one thread and wrong for several: begin with this one.
 *
 * <pre>
 *   thread 1           store          thread 2
 *   read() returns 7     7
 *                        7            read() returns 7
 *   write(8)             8
 *                        8            write(8): one update is lost
 * </pre>
 */
public final class UnsafeCounter {
  private final Store store;

  /** Makes a counter that continues from the number in the store. */
  public UnsafeCounter(Store store) {
    this.store = store;
  }

  /**
   * Adds one to the number in the store.
   *
   * @return the new number
   * @throws IOException if the store throws it
   */
  public long increment() throws IOException {
    long next = store.read() + 1;
    store.write(next);
    return next;
  }
}
