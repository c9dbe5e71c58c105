package sharing.testkit.threads;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Failure;

/**
 * Runs every test of every lesson as a {@link WatchedCall}: a hang ends by itself, and a worker's
 * exception reaches the report. JUnit finds this extension by itself.
 *
 * <p>A test that divides for seconds even with a right answer declares it with {@link
 * ProcessorTime}. The tests must run one after the other.
 */
public final class HangGuardExtension implements InvocationInterceptor {
  private static final int RESERVE = 8 << 20;

  /**
   * A test that hangs in one case hangs in most, and a hang takes seconds: the first one counts.
   */
  private static final Map<Method, CheckFailedError> HUNG = new ConcurrentHashMap<>();

  /** The test with a loop that cannot be stopped: the loop slows down every later test. */
  private static final AtomicReference<String> ENDLESS = new AtomicReference<>();

  /** Memory to report that the memory is full. */
  private static final AtomicReference<byte[]> reserve = new AtomicReference<>(new byte[RESERVE]);

  /** Whether no more tests run, because the loop of an earlier test may still be running. */
  public static boolean areOver() {
    return ENDLESS.get() != null;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    watch(test, method.getExecutable());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    watch(test, method.getExecutable());
  }

  private static void watch(Invocation<Void> test, Method method) throws Throwable {
    CheckFailedError hung = HUNG.get(method);
    if (hung != null) {
      test.skip();
      throw hung;
    }
    if (areOver()) {
      test.skip();
      throw new CheckFailedError(
          "The earlier test \"" + ENDLESS.get() + "\" hung. Its threads may still be running.",
          "this test runs.",
          "it was not run, because an earlier test hung.");
    }
    WatchedCall<Void> watched = WatchedCall.start(busyBound(method), () -> proceed(test));
    try {
      watched.result();
    } catch (CheckFailedError e) {
      boolean hangs = watched.caller().isAlive() || watched.hadTooManyThreads();
      if (hangs) {
        HUNG.put(method, e);
      }
      if (hangs && watched.isBusy() || watched.worksOn()) {
        ENDLESS.compareAndSet(null, method.getName().replace('_', ' '));
      }
      throw e;
    } catch (AssertionError e) {
      List<String> uncaught = watched.uncaught();
      if (uncaught.isEmpty()) {
        throw e;
      }
      throw new CheckFailedError(Failure.of(e).following(String.join("\n", uncaught)), e);
    } catch (OutOfMemoryError e) {
      // JUnit would end the JVM, and with it the tests that come after this one.
      reserve.set(null);
      String what = String.valueOf(e.getMessage()).contains("thread") ? "threads" : "memory";
      String owner = what.equals("threads") ? "this machine allows" : "its JVM has";
      throw new CheckFailedError(
          "The code asked for more " + what + " than " + owner + ".", "no error.", e.toString(), e);
    }
  }

  static Duration busyBound(Method test) {
    ProcessorTime longer = test.getAnnotation(ProcessorTime.class);
    longer = longer == null ? test.getDeclaringClass().getAnnotation(ProcessorTime.class) : longer;
    return longer == null ? WatchedCall.BUSY_BOUND : Duration.ofSeconds(longer.seconds());
  }

  private static Void proceed(Invocation<Void> test) throws Exception {
    try {
      return test.proceed();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a test threw what is neither exception nor error", e);
    }
  }
}
