package sharing.counter;

import java.io.IOException;

/**
 * Counts in a store, such as a file, for several threads.
 *
 * <p>Any number of threads may use one counter, and any number of counters may use one store: no
 * increment is lost. This holds for the threads of one process, and for one {@link Store} object.
 */
public final class FileCounter {
  private final Store store;

  /**
   * Step 2. A counter that counts on from what the store holds.
   *
   * @throws IllegalArgumentException if {@code store} is null
   */
  public FileCounter(Store store) {
    if (store == null) {
      throw new IllegalArgumentException("store must not be null");
    }
    this.store = store;
  }

  /**
   * Adds one to the number in the store: reads it once, and writes it once. If that fails, the next
   * call tries anew.
   *
   * @return the number after that; no two calls return the same
   * @throws IOException as the store does
   */
  public long increment() throws IOException {
    // The lock belongs to what is shared, and that is the store.
    synchronized (store) {
      long next = store.read() + 1;
      store.write(next);
      return next;
    }
  }
}
