package sharing.queues.helpers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Finds the numbers that a class or one of its objects stores: one of them might mark the end. */
public final class StoredNumbers {
  private StoredNumbers() {}

  /**
   * The numbers in the fields of an object, and the constants in the code and in the static fields
   * of its class and of the classes nested in it.
   */
  public static List<long[]> of(Object object) throws IllegalAccessException, IOException {
    List<long[]> numbers = new ArrayList<>(inFields(object.getClass(), object));
    numbers.addAll(constants(object.getClass()));
    for (Class<?> nested : object.getClass().getDeclaredClasses()) {
      numbers.addAll(inFields(nested, null));
      numbers.addAll(constants(nested));
    }
    return numbers;
  }

  private static List<long[]> inFields(Class<?> type, Object object) throws IllegalAccessException {
    List<long[]> numbers = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      boolean isStatic = Modifier.isStatic(field.getModifiers());
      if (!isStatic && object == null) {
        continue;
      }
      field.setAccessible(true);
      Object value = field.get(isStatic ? null : object);
      if (value instanceof long[] several) {
        numbers.add(several);
      } else if (value instanceof Number one) {
        numbers.add(new long[] {one.longValue()});
      } else if (value instanceof List<?> several
          && several.stream().allMatch(Number.class::isInstance)) {
        numbers.add(several.stream().mapToLong(n -> ((Number) n).longValue()).toArray());
      }
    }
    return numbers;
  }

  /** The numbers in the constant pool of a class file (JVMS 4.4), each in an array of its own. */
  private static List<long[]> constants(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    List<long[]> numbers = new ArrayList<>();
    try (InputStream in = type.getResourceAsStream(file);
        DataInputStream data = new DataInputStream(in)) {
      data.skipNBytes(8);
      int count = data.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = data.readUnsignedByte();
        switch (tag) {
          case 1 -> data.readUTF();
          case 3 -> numbers.add(new long[] {data.readInt()});
          case 5 -> {
            numbers.add(new long[] {data.readLong()});
            i++; // It takes two places.
          }
          case 6 -> {
            data.readDouble();
            i++;
          }
          case 7, 8, 16, 19, 20 -> data.skipNBytes(2);
          case 15 -> data.skipNBytes(3);
          default -> data.skipNBytes(4);
        }
      }
    }
    return numbers;
  }
}
