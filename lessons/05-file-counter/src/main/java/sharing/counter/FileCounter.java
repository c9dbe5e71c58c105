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
   * Step 2. Makes a counter that continues from the number in the store.
   *
   * @throws IllegalArgumentException if {@code store} is null; the message names it
   */
  public FileCounter(Store store) {
    throw new UnsupportedOperationException("TODO step 2: check the argument and keep it");
  }

  /**
   * Adds one to the number in the store, which is less than {@link Long#MAX_VALUE}: reads it once,
   * and writes it once. If a call fails, the next call tries again, and so does a call that is
   * already waiting. An interrupted thread still waits for its turn.
   *
   * @return the new number; no two calls return the same one
   * @throws IOException if the store throws it; whatever the store throws, this method throws
   */
  public long increment() throws IOException {
    throw new UnsupportedOperationException("TODO step 2: add one, for several threads");
  }
}
