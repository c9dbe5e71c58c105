package sharing.testkit.interleaver;

import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.util.Arrays;

/**
 * Replaces classes of the JDK that only its own collections may use. A {@linkplain CollectionCopies
 * copy} of a collection uses these in their place. Public only because the copies are in other
 * packages.
 */
public final class JdkInternals {
  private JdkInternals() {}

  /** Does what the JDK does to arrays. */
  public static final class ArraysSupport {
    private ArraysSupport() {}

    /** The length of the array that replaces a full one. */
    public static int newLength(int oldLength, int minGrowth, int preferredGrowth) {
      int length = oldLength + Math.max(minGrowth, preferredGrowth);
      if (length > 0 && length < Integer.MAX_VALUE - 8) {
        return length;
      }
      if (oldLength + minGrowth < 0) {
        throw new OutOfMemoryError("Required length exceeds implementation limit");
      }
      return Math.max(oldLength + minGrowth, Integer.MAX_VALUE - 8);
    }

    /** The first index at which two arrays differ; -1 if they are equal so far. */
    public static int mismatch(long[] one, int from, long[] other, int otherFrom, int length) {
      int index = Arrays.mismatch(one, from, from + length, other, otherFrom, otherFrom + length);
      return index < 0 ? -1 : index;
    }

    /** As above, from the beginning. */
    public static int mismatch(long[] one, long[] other, int length) {
      return mismatch(one, 0, other, 0, length);
    }
  }

  /** Gives access to a stream of objects. */
  public static final class SharedSecrets {
    private SharedSecrets() {}

    /** An access that allows all. */
    public static JavaObjectInputStreamAccess getJavaObjectInputStreamAccess() {
      return (stream, type, length) -> {};
    }
  }

  /** Checks what is read from a stream of objects. */
  public interface JavaObjectInputStreamAccess {
    /** Whether an array of this length may be made. */
    void checkArray(ObjectInputStream stream, Class<?> type, int length);
  }

  /** Writes a final field. */
  public static final class Unsafe {
    private static final Unsafe ONLY = new Unsafe();

    private Unsafe() {}

    /** The only one. */
    public static Unsafe getUnsafe() {
      return ONLY;
    }

    /** Represents a field. */
    public long objectFieldOffset(Class<?> type, String field) {
      return 0;
    }

    /** Writes the load factor of a map, the only such field. */
    public void putFloat(Object map, long field, float value) throws ReflectiveOperationException {
      Class<?> type = map.getClass();
      while (!type.getSimpleName().equals("HashMap")) {
        type = type.getSuperclass();
      }
      Field loadFactor = type.getDeclaredField("loadFactor");
      loadFactor.setAccessible(true);
      loadFactor.setFloat(map, value);
    }
  }
}
