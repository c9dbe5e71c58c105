package sharing.testkit.interleaver;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sharing.testkit.interleaver.CodePosition.Trait;

/** Which code is watched: that of the student, and that of the scenario. Safe for threads. */
final class WatchedCode {
  private static final ClassValue<Map<String, Boolean>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<String, Boolean> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private static final ClassValue<Boolean> OF_TESTS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type.getClassLoader() instanceof InstrumentingClassLoader loader
              && loader.isOfTests(type.getName());
        }
      };

  private WatchedCode() {}

  /** Whether the code of a call is watched: then what it does is seen. */
  static boolean isCalled(CodePosition position, Object target) {
    if (target == null) {
      return position.is(Trait.WATCHED);
    }
    Class<?> type = target.getClass();
    Map<String, Boolean> methods = METHODS.get(type);
    Boolean known = methods.get(position.member()); // Nearly always, and without a lock.
    return known != null
        ? known
        : methods.computeIfAbsent(position.member(), method -> isWatched(declaring(type, method)));
  }

  /** Whether an object, or null, is of a class of the tests. */
  static boolean isOfTests(Object target) {
    return target != null && OF_TESTS.get(target.getClass());
  }

  /** Whether a library may call it: its class is the student's, or the test's. */
  static boolean isTask(Object object) {
    return object != null && isWatched(object.getClass());
  }

  /** Whether one of these is a task. */
  static boolean hasTask(Object[] objects) {
    for (Object object : objects) {
      if (isTask(object)) {
        return true;
      }
    }
    return false;
  }

  /** The class whose code runs: it may inherit what a library has written. */
  private static Class<?> declaring(Class<?> type, String method) {
    try {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Method declared : c.getDeclaredMethods()) {
          if (declared.getName().equals(method)) {
            return c;
          }
        }
      }
      return type;
    } catch (NoClassDefFoundError e) {
      return type; // A class of the tests, in a JVM that has not all that tests need.
    }
  }

  /** Whether a class is the student's, or the test's. */
  static boolean isWatched(Class<?> type) {
    return type.getClassLoader() instanceof InstrumentingClassLoader;
  }
}
