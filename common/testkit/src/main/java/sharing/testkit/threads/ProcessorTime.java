package sharing.testkit.threads;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much processor time each thread of a test may use, and each thread of the calls that it
 * watches, instead of {@link WatchedCall#BUSY_BOUND}. It is for a test that rightly divides for
 * seconds, if only in a JVM that compiles nothing.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ProcessorTime {
  /** How many seconds of processor time, 1 or more; on the wall they may be more. */
  long seconds();
}
