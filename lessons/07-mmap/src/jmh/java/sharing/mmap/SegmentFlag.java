package sharing.mmap;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sharing.bench.UnavailableException;
import sharing.common.Flag;

/**
 * The flag of the lesson in a {@code MemorySegment} (JDK 22). Any number of threads may use it.
 *
 * <p>The sources are compiled for JDK 17, so the classes of JDK 22 are looked up by their names. A
 * {@code VarHandle} in a static final field costs what a call that the compiler has seen costs:
 * compiled for JDK 22 with the classes themselves, the same flag took as long. A source folder for
 * another JDK would need a second run of the compiler in each build.
 */
final class SegmentFlag implements Flag {
  private static final int LOWERED = 0;
  private static final int RAISED = 1;

  /** Accesses an int in a segment, at an offset in bytes; null before JDK 22. */
  private static final VarHandle INT = Runtime.version().feature() < 22 ? null : intInSegment();

  /** The segment. Its class, which JDK 17 lacks, is the first parameter of {@link #INT}. */
  private final Object memory;

  private SegmentFlag(Object memory) {
    this.memory = memory;
  }

  /**
   * Maps a file of four bytes until the process ends.
   *
   * @throws UnavailableException before JDK 22
   */
  static SegmentFlag map(Path file) throws Exception {
    UnavailableException.before(22, "MemorySegment");
    Class<?> arena = Class.forName("java.lang.foreign.Arena");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new SegmentFlag(
          FileChannel.class
              .getMethod("map", MapMode.class, long.class, long.class, arena)
              .invoke(
                  channel,
                  MapMode.READ_WRITE,
                  0L,
                  (long) Integer.BYTES,
                  arena.getMethod("global").invoke(null)));
    }
  }

  private static VarHandle intInSegment() {
    try {
      Class<?> layout = Class.forName("java.lang.foreign.ValueLayout$OfInt");
      Object any = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
      Object bigEndian =
          layout.getMethod("withOrder", ByteOrder.class).invoke(any, ByteOrder.BIG_ENDIAN);
      return (VarHandle) layout.getMethod("varHandle").invoke(bigEndian);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void raise() {
    INT.setRelease(memory, 0L, RAISED);
  }

  @Override
  public void lower() {
    INT.setRelease(memory, 0L, LOWERED);
  }

  @Override
  public boolean isRaised() {
    int value = (int) INT.getAcquire(memory, 0L);
    if (value != LOWERED && value != RAISED) {
      throw new IllegalStateException("the memory of the flag holds " + value);
    }
    return value == RAISED;
  }
}
