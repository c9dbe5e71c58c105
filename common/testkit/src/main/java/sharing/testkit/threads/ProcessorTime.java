package sharing.testkit.threads;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much processor time each thread of a test may use, and each thread of the calls that it
 * watches, instead of {@link WatchedCall#BUSY_BOUND}. It is for a test that rightly divides for
 * seconds, if only in a JVM that compiles nothing; and for one that runs the Java compiler, which
 * takes seconds as long as no other compiler has had the time to make it quick. At a class it is
 * for all tests of that class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ProcessorTime {
  /** How many seconds of processor time, 1 or more; on the wall they may be more. */
  long seconds();
}
