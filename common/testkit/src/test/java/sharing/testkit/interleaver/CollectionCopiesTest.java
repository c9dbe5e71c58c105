package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy of a collection does all that its original does, to all code that gets it. */
class CollectionCopiesTest {
  private static final ClassLoader COPIES =
      new CollectionCopies(
          new InstrumentedCall.Listener(), CollectionCopiesTest.class.getClassLoader());

  static Stream<Class<?>> originals() {
    return Stream.of(
        java.util.ArrayList.class,
        java.util.LinkedList.class,
        java.util.ArrayDeque.class,
        java.util.PriorityQueue.class,
        java.util.HashMap.class,
        java.util.LinkedHashMap.class,
        java.util.TreeMap.class,
        java.util.HashSet.class,
        java.util.LinkedHashSet.class,
        java.util.TreeSet.class,
        java.util.BitSet.class);
  }

  static Stream<Class<?>> maps() {
    return originals().filter(Map.class::isAssignableFrom);
  }

  static Stream<Class<?>> collections() {
    return originals().filter(Collection.class::isAssignableFrom);
  }

  @ParameterizedTest
  @MethodSource("originals")
  void a_copy_is_what_its_original_is(Class<?> original) throws Exception {
    Class<?> copy = copy(original);
    assertThat(original).isAssignableFrom(copy);
    assertThat(copy.getSimpleName()).isEqualTo(original.getSimpleName());
    assertThat(CopyNames.name(copy)).isEqualTo(original.getName());
    assertThat(CopyNames.original(copy)).isEqualTo(original);
  }

  @ParameterizedTest
  @MethodSource("originals")
  void a_copy_overrides_all_that_its_original_does(Class<?> original) throws Exception {
    Class<?> copy = copy(original);
    for (Method method : original.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && !method.toString().endsWith(" java.util.PriorityQueue.spliterator()")
          && method.getDeclaringClass() != Object.class
          && !method.isDefault()) {
        Method run = copy.getMethod(method.getName(), method.getParameterTypes());
        assertThat(run.getDeclaringClass().getName())
            .as(method.toString())
            .startsWith(CopyNames.PREFIX);
      }
    }
    for (Method method : original.getMethods()) {
      if (method.isDefault()) {
        Method run = copy.getMethod(method.getName(), method.getParameterTypes());
        assertThat(
                run.isDefault() || run.getDeclaringClass().getName().startsWith(CopyNames.PREFIX))
            .as(method.toString())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("collections")
  void a_copy_of_a_collection_does_what_its_original_does(Class<?> original) throws Exception {
    Collection<Integer> one = collection(original);
    Collection<Integer> other = collection(copy(original));
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      int what = random.nextInt(20);
      int number = random.nextInt(40);
      assertThat(CollectionActions.result(other, what, number))
          .as("action %d with %d, in round %d", what, number, i)
          .isEqualTo(CollectionActions.result(one, what, number));
      assertThat(other.toString()).isEqualTo(one.toString());
      assertThat(other.size()).isEqualTo(one.size());
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void a_copy_of_a_map_does_what_its_original_does(Class<?> original) throws Exception {
    Map<Integer, Integer> one = map(original);
    Map<Integer, Integer> other = map(copy(original));
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      int what = random.nextInt(20);
      int number = random.nextInt(40);
      assertThat(CollectionActions.result(other, what, number))
          .as("action %d with %d, in round %d", what, number, i)
          .isEqualTo(CollectionActions.result(one, what, number));
      assertThat(other.toString()).isEqualTo(one.toString());
      assertThat(other).isEqualTo(one);
      assertThat(one).isEqualTo(other);
      assertThat(other.hashCode()).isEqualTo(one.hashCode());
    }
  }

  @Test
  void keys_that_collide_become_a_tree_in_a_copy_too() throws Exception {
    record Key(int number) implements Comparable<Key> {
      @Override
      public int hashCode() {
        return number % 2;
      }

      @Override
      public int compareTo(Key other) {
        return Integer.compare(number, other.number);
      }
    }
    Map<Key, Integer> map = map(copy(java.util.HashMap.class));
    IntStream.range(0, 300).forEach(i -> map.put(new Key(i), i));
    IntStream.range(0, 200).forEach(i -> assertThat(map.remove(new Key(i))).isEqualTo(i));
    assertThat(map).hasSize(100).containsEntry(new Key(299), 299);
  }

  @ParameterizedTest
  @ValueSource(strings = {"and", "or", "xor", "andNot"})
  void bits_combine_with_those_of_the_jdk(String operation) throws Exception {
    Method method = BitSet.class.getMethod(operation, BitSet.class);
    BitSet expected = bits(new BitSet(), 1, 3, 70);
    method.invoke(expected, bits(new BitSet(), 3, 4, 70, 200));
    for (BitSet given : List.of(new BitSet(), copyOfBits())) {
      BitSet copy = bits(copyOfBits(), 1, 3, 70);
      method.invoke(copy, bits(given, 3, 4, 70, 200));
      assertThat(copy.toString()).isEqualTo(expected.toString());
      assertThat(copy.equals(expected)).isTrue();
      assertThat(copy.equals(bits(copyOfBits(), 5))).isFalse();
      assertThat(copy.hashCode()).isEqualTo(expected.hashCode());
      assertThat(copy.clone()).isEqualTo(copy).isNotSameAs(copy);
      assertThat(copy.get(1, 100).toString()).isEqualTo(expected.get(1, 100).toString());
    }
  }

  @Test
  void a_queue_is_made_of_one_of_the_jdk() throws Exception {
    PriorityQueue<Integer> given = new PriorityQueue<>(Comparator.reverseOrder());
    given.addAll(List.of(3, 1, 2));
    PriorityQueue<?> made =
        (PriorityQueue<?>)
            copy(PriorityQueue.class).getConstructor(PriorityQueue.class).newInstance(given);
    assertThat(made.toString()).isEqualTo(given.toString());
    assertThat(made.poll()).isEqualTo(3);
    PriorityQueue<?> again =
        (PriorityQueue<?>)
            copy(PriorityQueue.class).getConstructor(PriorityQueue.class).newInstance(made);
    assertThat(again.poll()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("originals")
  void what_is_written_as_an_object_is_the_original(Class<?> original) throws Exception {
    Object copy = copy(original).getConstructor().newInstance();
    if (copy instanceof Collection<?>) {
      collection(copy).addAll(List.of(3, 1, 2));
    } else if (copy instanceof Map<?, ?>) {
      map(copy).putAll(Map.of(1, 2, 3, 4));
    } else {
      bits((BitSet) copy, 3, 5);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(copy);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Object read = in.readObject();
      assertThat(read.getClass()).isEqualTo(original);
      assertThat(read.toString()).isEqualTo(copy.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("originals")
  void a_clone_is_a_copy_with_the_same_contents(Class<?> original) throws Exception {
    if (original == PriorityQueue.class) {
      return; // It has no clone.
    }
    Object copy = copy(original).getConstructor().newInstance();
    if (copy instanceof Collection<?>) {
      collection(copy).addAll(List.of(3, 1, 2));
    } else if (copy instanceof Map<?, ?>) {
      map(copy).putAll(Map.of(1, 2, 3, 4));
    }
    Object clone = original.getMethod("clone").invoke(copy);
    assertThat(clone.getClass()).isEqualTo(copy.getClass());
    assertThat(clone.toString()).isEqualTo(copy.toString());
    if (clone instanceof Collection<?>) {
      collection(clone).add(7);
      assertThat(clone.toString()).contains("7");
      assertThat(copy.toString()).doesNotContain("7");
    }
  }

  private static Class<?> copy(Class<?> original) throws ClassNotFoundException {
    String name = original.getName().replace('.', '/');
    return COPIES.loadClass(CopyNames.copy(name).replace('/', '.'));
  }

  private static BitSet copyOfBits() throws Exception {
    return (BitSet) copy(BitSet.class).getConstructor().newInstance();
  }

  private static BitSet bits(BitSet bits, int... numbers) {
    IntStream.of(numbers).forEach(bits::set);
    return bits;
  }

  private static Collection<Integer> collection(Class<?> type) throws Exception {
    return collection(made(type));
  }

  private static <K> Map<K, Integer> map(Class<?> type) throws Exception {
    return map(made(type));
  }

  private static Object made(Class<?> type) throws Exception {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  @SuppressWarnings("unchecked")
  private static Collection<Integer> collection(Object made) {
    return (Collection<Integer>) made;
  }

  @SuppressWarnings("unchecked")
  private static <K> Map<K, Integer> map(Object made) {
    return (Map<K, Integer>) made;
  }
}
