package sharing.mmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final int LOWERED = 0;
  private static final int RAISED = 1;

  /** Accesses an aligned int in a buffer, with the memory order that the method names. */
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final MappedByteBuffer memory;

  /**
   * Step 2. Uses the flag in this memory, and leaves it as it is, raised or lowered.
   *
   * @param memory a buffer for reading and writing, aligned as the memory of a {@link FlagFile} is,
   *     with four bytes or more below its limit; its position and its byte order do not matter
   * @throws IllegalArgumentException if {@code memory} is null or has fewer than four bytes below
   *     its limit; the message names it
   */
  public MappedFlag(MappedByteBuffer memory) {
    if (memory == null) {
      throw new IllegalArgumentException("memory must not be null");
    }
    if (memory.limit() < Integer.BYTES) {
      throw new IllegalArgumentException("memory must have 4 bytes: " + memory);
    }
    this.memory = memory;
  }

  @Override
  public void raise() {
    INT.setRelease(memory, 0, RAISED);
  }

  @Override
  public void lower() {
    INT.setRelease(memory, 0, LOWERED);
  }

  @Override
  public boolean isRaised() {
    int value = (int) INT.getAcquire(memory, 0);
    if (value != LOWERED && value != RAISED) {
      throw new IllegalStateException("the memory of the flag holds " + value);
    }
    return value == RAISED;
  }
}
