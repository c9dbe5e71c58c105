package sharing.queues;

import java.util.Iterator;
import java.util.PrimitiveIterator;

/**
 * Takes numbers from a source, some at a time. Not for several threads at once.
 *
 * <p>It reads on only when it is asked for more: the numbers need not fit in memory.
 */
public final class Chunks implements Iterator<long[]> {
  /**
   * Step 3. All numbers of a source, in chunks.
   *
   * @param source where the numbers come from
   * @param size how many numbers there are in a chunk, 1 or more; an array of so many fits in
   *     memory
   * @throws IllegalArgumentException if {@code source} is null, or {@code size} is less than 1; the
   *     message names the argument and its value
   */
  public Chunks(PrimitiveIterator.OfLong source, int size) {
    throw new UnsupportedOperationException("TODO step 3: check the arguments and keep them");
  }

  @Override
  public boolean hasNext() {
    throw new UnsupportedOperationException("TODO step 3: tell whether there is another chunk");
  }

  /**
   * The next numbers, in an array of their own. The last chunk may be short, and none is empty.
   *
   * @throws java.util.NoSuchElementException if no number is left
   */
  @Override
  public long[] next() {
    throw new UnsupportedOperationException("TODO step 3: take the next numbers");
  }
}
