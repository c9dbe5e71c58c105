package sharing.counter.helpers;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A place that holds a value: a field, an element, or the content of an object of the JDK. */
final class Cell {
  private static final int LONGEST = 100;

  private final Callable<?> getter;
  private final Setter setter;

  /** Puts another value there. */
  interface Setter {
    void set(Object value) throws ReflectiveOperationException;
  }

  Cell(Callable<?> getter, Setter setter) {
    this.getter = getter;
    this.setter = setter;
  }

  /** The value; null if it cannot be read from here. */
  Object get() {
    try {
      return getter.call();
    } catch (Exception e) {
      return null;
    }
  }

  private void set(Object value) {
    try {
      setter.set(value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // It cannot be set from here.
    }
  }

  boolean holdsNumber() {
    Object value = get();
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof Float;
  }

  /** Sets the number that it holds, in the type that it has. */
  void setNumber(long number) {
    Object value = get();
    if (value instanceof Long) {
      set(number);
    } else if (value instanceof Integer) {
      set((int) number);
    } else if (value instanceof Double) {
      set((double) number);
    } else {
      set((float) number);
    }
  }

  /** The places in the object that it holds. */
  @SuppressWarnings("unchecked") // What is set has the type of what was there.
  Stream<Cell> inside() {
    Object value = get();
    if (value instanceof AtomicLong number) {
      return Stream.of(new Cell(number::get, next -> number.set((long) next)));
    } else if (value instanceof AtomicInteger number) {
      return Stream.of(new Cell(number::get, next -> number.set((int) next)));
    } else if (value instanceof AtomicReference<?> reference) {
      return Stream.of(new Cell(reference::get, ((AtomicReference<Object>) reference)::set));
    } else if (value instanceof AtomicLongArray array) {
      return each(
          array.length(), i -> new Cell(() -> array.get(i), next -> array.set(i, (long) next)));
    } else if (value instanceof AtomicIntegerArray array) {
      return each(
          array.length(), i -> new Cell(() -> array.get(i), next -> array.set(i, (int) next)));
    } else if (value.getClass().isArray()) {
      return each(
          Array.getLength(value),
          i -> new Cell(() -> Array.get(value, i), next -> Array.set(value, i, next)));
    } else if (value instanceof Collection<?> all) {
      return each(
          all.size(),
          i ->
              new Cell(
                  () -> all.toArray()[i], next -> setElement((Collection<Object>) all, i, next)));
    } else if (value instanceof Map<?, ?> map) {
      return map.keySet().stream()
          .map(
              key ->
                  new Cell(() -> map.get(key), next -> ((Map<Object, Object>) map).put(key, next)));
    } else if (value instanceof Record) {
      return each(
          value.getClass().getRecordComponents().length,
          i -> new Cell(() -> components((Record) get())[i], next -> set(with(i, next))));
    }
    return fields(value.getClass())
        .map(field -> new Cell(() -> field.get(get()), next -> field.set(get(), next)));
  }

  private static Stream<Cell> each(int length, IntFunction<Cell> cell) {
    return IntStream.range(0, Math.min(length, LONGEST)).mapToObj(cell);
  }

  private static void setElement(Collection<Object> all, int index, Object value) {
    List<Object> next = new ArrayList<>(all);
    next.set(index, value);
    all.clear();
    all.addAll(next);
  }

  private static Object[] components(Record value) throws ReflectiveOperationException {
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      components.add(component.getAccessor().invoke(value));
    }
    return components.toArray();
  }

  /** The record that it holds, with another component. */
  private Object with(int index, Object component) throws ReflectiveOperationException {
    Object[] components = components((Record) get());
    components[index] = component;
    Class<?>[] types =
        Stream.of(get().getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = get().getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(components);
  }

  /** The fields of an object whose class is not of the JDK. */
  private static Stream<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> of = type; of != null && !of.getName().startsWith("java."); ) {
      for (Field field : of.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
      of = of.getSuperclass();
    }
    return fields.stream();
  }
}
