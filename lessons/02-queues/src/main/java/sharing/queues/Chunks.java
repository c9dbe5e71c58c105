package sharing.queues;

import java.util.Iterator;
import java.util.PrimitiveIterator;

/**
 * Takes numbers from a source, several at a time. Only one thread at a time may use an object of
 * this class.
 *
 * <p>It calls the source only when it is asked for more, so the numbers need not all fit in memory.
 * A source may wait for its next number, even in {@code hasNext}; so once a chunk is full, {@link
 * #next} does not call the source again.
 */
public final class Chunks implements Iterator<long[]> {
  /**
   * Step 3. All numbers of a source, in chunks.
   *
   * @param source where the numbers come from
   * @param size how many numbers a chunk holds, 1 or more; the caller makes sure that an array of
   *     this size fits in memory
   * @throws IllegalArgumentException if {@code source} is null, or {@code size} is less than 1; the
   *     exception's message names the argument and its value
   */
  public Chunks(PrimitiveIterator.OfLong source, int size) {
    throw new UnsupportedOperationException("TODO step 3: check the arguments and keep them");
  }

  @Override
  public boolean hasNext() {
    throw new UnsupportedOperationException("TODO step 3: tell whether there is another chunk");
  }

  /**
   * The next numbers, in a new array. The last chunk may be shorter, and no chunk is empty.
   *
   * @throws java.util.NoSuchElementException if no number is left
   */
  @Override
  public long[] next() {
    throw new UnsupportedOperationException("TODO step 3: take the next numbers");
  }
}
