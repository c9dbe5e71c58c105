package sharing.mmap;

import java.nio.MappedByteBuffer;
import sharing.common.Flag;

/**
 * A flag in mapped memory, for all threads of all processes that map this memory.
 *
 * <p>It uses the first four bytes, and no others:
 *
 * <pre>
 *   byte     0       1       2       3
 *        +-------+-------+-------+-------+
 *        |        int, big-endian        |
 *        |     0 lowered,  1 raised      |
 *        +-------+-------+-------+-------+
 * </pre>
 *
 * <p>It is written with release and read with acquire: what a thread did before it raised the flag
 * is visible to a thread that has seen the flag raised.
 */
public final class MappedFlag implements Flag {
  /**
   * Step 2. Uses the flag in this memory, and leaves it as it is, raised or lowered.
   *
   * @param memory a buffer for reading and writing, with four bytes or more below its limit; its
   *     position and its byte order do not matter
   * @throws IllegalArgumentException if {@code memory} is null or has fewer than four bytes; the
   *     message names it
   */
  public MappedFlag(MappedByteBuffer memory) {
    throw new UnsupportedOperationException("TODO step 2: check the memory and keep it");
  }

  @Override
  public void raise() {
    throw new UnsupportedOperationException("TODO step 2: raise the flag");
  }

  @Override
  public void lower() {
    throw new UnsupportedOperationException("TODO step 2: lower the flag");
  }

  @Override
  public boolean isRaised() {
    throw new UnsupportedOperationException("TODO step 2: check the flag");
  }
}
