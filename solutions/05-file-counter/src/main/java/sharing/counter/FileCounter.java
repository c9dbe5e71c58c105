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
   * Step 2. Makes a counter that continues from the number in the store.
   *
   * @throws IllegalArgumentException if {@code store} is null; the message names it
   */
  public FileCounter(Store store) {
    if (store == null) {
      throw new IllegalArgumentException("store must not be null");
    }
    this.store = store;
  }

  /**
   * Adds one to the number in the store; that number must be less than {@link Long#MAX_VALUE}. Each
   * call reads the store once and writes it once. A call that fails does not stop other calls:
   * calls that are already waiting and later calls make their own attempts. When a call ends, one
   * of the calls that wait for its end goes on. An interrupted thread still waits for its turn,
   * however often it is interrupted, and then counts.
   *
   * @return the new number; no two calls return the same one, as long as nothing else writes to the
   *     store
   * @throws IOException if the store throws it; this method throws whatever the store throws
   */
  public long increment() throws IOException {
    // The lock belongs to the data that is shared: the store.
    synchronized (store) {
      long next = store.read() + 1;
      store.write(next);
      return next;
    }
  }
}
