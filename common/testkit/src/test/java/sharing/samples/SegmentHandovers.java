package sharing.samples;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;

/**
 * Handovers through a memory segment, which JDK 22 has. They are compiled for JDK 17, so they make
 * the segments and the VarHandle by reflection. Two segments share one memory, as two mappings of a
 * file do.
 */
public final class SegmentHandovers {
  private static final VarHandle INT = handle();

  private SegmentHandovers() {}

  public static final class ReleaseAndAcquire implements Handover {
    private final Object given = newSegment();
    private final Object taken = slice(given);
    private int number;

    @Override
    public void give(int given) {
      number = given;
      INT.setRelease(this.given, 0L, 1);
    }

    @Override
    public int take() {
      return (int) INT.getAcquire(taken, 0L) == 1 ? number : 0;
    }
  }

  public static final class PlainWithFences implements Handover {
    private final Object given = newSegment();
    private final Object taken = slice(given);
    private int number;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.releaseFence();
      INT.set(this.given, 0L, 1);
    }

    @Override
    public int take() {
      boolean isGiven = (int) INT.get(taken, 0L) == 1;
      VarHandle.acquireFence();
      return isGiven ? number : 0;
    }
  }

  /** The only one that nothing orders. */
  public static final class Plain implements Handover {
    private final Object given = newSegment();
    private final Object taken = slice(given);
    private int number;

    @Override
    public void give(int given) {
      number = given;
      INT.set(this.given, 0L, 1);
    }

    @Override
    public int take() {
      return (int) INT.get(taken, 0L) == 1 ? number : 0;
    }
  }

  /** A new segment of four bytes, all 0, for any thread. */
  public static Object newSegment() {
    try {
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      return arena
          .getMethod("allocate", long.class, long.class)
          .invoke(arena.getMethod("ofAuto").invoke(null), 4L, 4L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object slice(Object segment) {
    try {
      return Class.forName("java.lang.foreign.MemorySegment")
          .getMethod("asSlice", long.class)
          .invoke(segment, 0L);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Accesses an int in a segment, at an offset in bytes. */
  private static VarHandle handle() {
    try {
      Object layout = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
      Class<?> element = Class.forName("java.lang.foreign.MemoryLayout$PathElement");
      return (VarHandle)
          Class.forName("java.lang.foreign.MemoryLayout")
              .getMethod("varHandle", element.arrayType())
              .invoke(layout, Array.newInstance(element, 0));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
