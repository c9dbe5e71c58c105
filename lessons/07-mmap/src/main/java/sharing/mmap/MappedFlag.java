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
 * <p>It is written with release and read with acquire: a thread that has seen the flag raised also
 * sees what the other thread wrote, before it raised the flag, to memory that both threads share.
 * For two threads of one process, this includes all objects; two processes share only the mapped
 * memory.
 */
public final class MappedFlag implements Flag {
  /**
   * Step 2. Uses the flag in this memory, and leaves it as it is, raised or lowered.
   *
   * @param memory a buffer for reading and writing, aligned as the memory of a {@link FlagFile} is,
   *     with four bytes or more below its limit; its position and its byte order do not matter
   * @throws IllegalArgumentException if {@code memory} is null or has fewer than four bytes below
   *     its limit; the message names it
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
