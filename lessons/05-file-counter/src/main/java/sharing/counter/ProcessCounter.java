package sharing.counter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Counts in a file, for several processes, and for several threads in each of them.
 *
 * <p>Any number of counters may use one file, by whichever path each of them knows it, but not
 * through a link to it: no increment is lost. A process that is killed in the middle keeps nobody
 * out, and leaves the file with its increment or without it. Beside the file there may be one more,
 * which stays; a process that was killed may leave others.
 *
 * <p>However many increments there are, one file stays open at most.
 */
public final class ProcessCounter {

  /**
   * Step 5. A counter that counts on from what the file holds, as a {@link CountFile} does.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   */
  public ProcessCounter(Path file) {
    throw new UnsupportedOperationException("TODO step 5: check the argument and keep it");
  }

  /**
   * Adds one to the number in the file, which is less than {@link Long#MAX_VALUE}. If that fails,
   * the next call tries again. If the calling thread is interrupted, this may fail, and then adds
   * nothing.
   *
   * @return the number after that; no two calls return the same, in whichever process
   * @throws IOException if {@link CountFile} cannot read or write the file, or the calling thread
   *     is interrupted
   */
  public long increment() throws IOException {
    throw new UnsupportedOperationException("TODO step 5: add one, for several processes");
  }
}
