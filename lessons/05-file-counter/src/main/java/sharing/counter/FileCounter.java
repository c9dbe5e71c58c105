package sharing.counter;

import java.io.IOException;

/**
 * Counts in a store, such as a file, for several threads.
 *
 * <p>Any number of threads may use one counter, and any number of counters may use one store: no
 * increment is lost. This holds for the threads of one process, and for one {@link Store} object.
 */
public final class FileCounter {

  /**
   * Step 2. A counter that counts on from what the store holds.
   *
   * @throws IllegalArgumentException if {@code store} is null
   */
  public FileCounter(Store store) {
    throw new UnsupportedOperationException("TODO step 2: check the argument and keep it");
  }

  /**
   * Adds one to the number in the store: reads it once, and writes it once. If that fails, the next
   * call tries anew.
   *
   * @return the number after that; no two calls return the same
   * @throws IOException as the store does
   */
  public long increment() throws IOException {
    throw new UnsupportedOperationException("TODO step 2: add one, for several threads");
  }
}
