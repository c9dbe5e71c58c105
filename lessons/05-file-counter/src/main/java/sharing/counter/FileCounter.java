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
   * @throws IllegalArgumentException if {@code store} is null; the message names it
   */
  public FileCounter(Store store) {
    throw new UnsupportedOperationException("TODO step 2: check the argument and keep it");
  }

  /**
   * Adds one to the number in the store, which is less than {@link Long#MAX_VALUE}: reads it once,
   * and writes it once. If that fails, the next call tries again, and so does one that already
   * waits. A thread that is interrupted waits for its turn all the same.
   *
   * @return the number after that; no two calls return the same
   * @throws IOException what the store throws, whatever it is
   */
  public long increment() throws IOException {
    throw new UnsupportedOperationException("TODO step 2: add one, for several threads");
  }
}
