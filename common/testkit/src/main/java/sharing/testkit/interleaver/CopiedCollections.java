package sharing.testkit.interleaver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one of the JDK's own collections of a {@linkplain CollectionCopies copy}, and the other way
 * round. Public only because the copies are of other packages.
 */
public final class CopiedCollections {
  /** The original of a queue keeps its elements in the order of their insertion. */
  public static final Comparator<Object> ALL_EQUAL = (one, other) -> 0;

  private CopiedCollections() {}

  /** Tells the original of a queue what the copy holds. */
  public static void tellOriginal(CopiedQueue queue, Object[] elements, int size) {
    queue.clearOriginal();
    for (int i = 0; i < Math.min(size, elements.length) && elements[i] != null; i++) {
      queue.offerToOriginal(elements[i]);
    }
  }

  /**
   * An object that a copy can read: the argument itself, or a copy of it if it is one of the JDK's
   * own.
   *
   * @param copy the class of the copies
   */
  @SuppressWarnings("unchecked")
  public static Object copy(Object given, Class<?> copy) throws ReflectiveOperationException {
    if (copy.isInstance(given)) {
      return given;
    } else if (given instanceof BitSet bits) {
      return copy.getMethod("valueOf", long[].class).invoke(null, bits.toLongArray());
    } else if (given instanceof PriorityQueue<?> queue) {
      Object made = copy.getConstructor(Comparator.class).newInstance(queue.comparator());
      ((Collection<Object>) made).addAll(queue);
      return made;
    }
    return given;
  }

  /** An object that the JDK's own {@code BitSet} can read: it cannot read a copy. */
  public static Object readable(Object reader, Object given) {
    return reader.getClass() == BitSet.class && given instanceof BitSet bits
        ? BitSet.valueOf(bits.toLongArray())
        : given;
  }

  /** The replacement for a copy in serialization: another JVM does not know the copies. */
  public static Object original(Object copy, Class<?> type) {
    if (copy.getClass() != type) {
      return copy; // A class of the student's.
    } else if (copy instanceof BitSet bits) {
      return BitSet.valueOf(bits.toLongArray());
    } else if (copy instanceof TreeMap<?, ?> map) {
      return new TreeMap<>(map);
    } else if (copy instanceof LinkedHashMap<?, ?> map) {
      return new LinkedHashMap<>(map);
    } else if (copy instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    } else if (copy instanceof TreeSet<?> set) {
      return new TreeSet<>(set);
    } else if (copy instanceof LinkedHashSet<?> set) {
      return new LinkedHashSet<>(set);
    } else if (copy instanceof HashSet<?> set) {
      return new HashSet<>(set);
    } else if (copy instanceof PriorityQueue<?> queue) {
      return new PriorityQueue<>(queue);
    } else if (copy instanceof ArrayDeque<?> deque) {
      return new ArrayDeque<>(deque);
    } else if (copy instanceof LinkedList<?> list) {
      return new LinkedList<>(list);
    }
    return new ArrayList<>((Collection<?>) copy);
  }
}
