package sharing.flags.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import sharing.common.ParentJvm;
import sharing.flags.wrong.PlainSearch;

/**
 * A JVM in which one thread searches for a divisor of a prime, and another thread raises the flag
 * in the middle of the search. The JVM sends how many numbers were tried, and how much processor
 * time the search took after the flag was raised, in nanoseconds.
 */
final class RaisedInTheMiddle {
  /** Processor time of the search before the flag is raised. By then, its loop is compiled. */
  private static final long BEFORE_NANOS = 30_000_000;

  /** On a busy machine, the search may end before the flag is raised. */
  private static final int TRIES = 10;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final LongSupplier search;
  private final Runnable raise;
  private volatile long end;
  private volatile long nanosAtEnd;

  private RaisedInTheMiddle(LongSupplier search, Runnable raise) {
    this.search = search;
    this.raise = raise;
  }

  /** The child JVM. Its arguments are the prime, and whether the flag is a plain field. */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    long n = Long.parseLong(arguments[0]);
    boolean isPlain = Boolean.parseBoolean(arguments[1]);
    for (int i = 0; i < TRIES; i++) {
      PlainSearch plain = new PlainSearch();
      VolatileSearch seen = new VolatileSearch();
      RaisedInTheMiddle one =
          isPlain
              ? new RaisedInTheMiddle(() -> plain.search(n, 3), plain::raise)
              : new RaisedInTheMiddle(() -> seen.search(n, 3), seen::raise);
      if (one.run(parent)) {
        break;
      }
    }
    parent.finish();
  }

  /** Sends nothing, and returns false, if the search ended before the flag was raised. */
  private boolean run(ParentJvm parent) throws Exception {
    Thread worker =
        new Thread(
            () -> {
              end = search.getAsLong();
              nanosAtEnd = THREADS.getCurrentThreadCpuTime();
            });
    worker.start();
    while (worker.isAlive() && THREADS.getThreadCpuTime(worker.getId()) < BEFORE_NANOS) {
      worker.join(1);
    }
    boolean isInTime = nanosAtEnd == 0;
    raise.run();
    long nanosWhenRaised = THREADS.getThreadCpuTime(worker.getId());
    worker.join();
    if (isInTime) {
      // The time of a thread that has ended is unknown: -1.
      long nanos = nanosWhenRaised < 0 ? 0 : Math.max(0, nanosAtEnd - nanosWhenRaised);
      parent.send((end - 3) / 2 + " " + nanos);
    }
    return isInTime;
  }
}
