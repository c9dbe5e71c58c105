package sharing.testkit.threads;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much processor time each thread of a test may use, and each thread of the calls that it
 * watches, instead of {@link WatchedCall#BUSY_BOUND}. Use it for a test that divides for seconds
 * even with a right answer, perhaps only in a JVM that compiles nothing; and for a test that runs
 * the Java compiler, which takes seconds before the JIT compiler has optimized it. On a class, it
 * applies to all tests of the class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ProcessorTime {
  /** Seconds of processor time, 1 or more; the elapsed time may be longer. */
  long seconds();
}
