package sharing.counter.helpers;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import sharing.counter.Counter;

/** Sets the number of a counter without counting. */
public final class NumberInField {
  private NumberInField() {}

  /** Sets each field that may hold the number. All other fields keep their values. */
  public static void set(Counter counter, int number) throws IllegalAccessException {
    for (Field field : counter.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      field.setAccessible(true);
      Object value = field.get(counter);
      if (value instanceof AtomicLong atomic) {
        atomic.set(number);
      } else if (value instanceof AtomicInteger atomic) {
        atomic.set(number);
      } else if (!Modifier.isFinal(field.getModifiers())) {
        if (value instanceof Long) {
          field.set(counter, (long) number);
        } else if (value instanceof Integer) {
          field.set(counter, number);
        }
      }
    }
  }
}
