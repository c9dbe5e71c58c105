package sharing.common;

import java.util.Locale;

/**
 * Measures elapsed time and formats it for people.
 *
 * <p>Built on {@link System#nanoTime()}, so it does not jump when the clock of the machine is set.
 * Immutable, and safe for use by several threads.
 */
public final class Stopwatch {
  private final long startNanos;

  private Stopwatch(long startNanos) {
    this.startNanos = startNanos;
  }

  /** A stopwatch that runs from now on. */
  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** The time since the start, in nanoseconds. */
  public long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** The time since the start, as {@link #format(double)} writes it. */
  @Override
  public String toString() {
    return format(elapsedNanos());
  }

  /**
   * Writes a duration with three significant digits and the unit that fits: {@code 850 ns}, {@code
   * 12.3 µs}, {@code 45.6 ms}, {@code 1.23 s}; from one minute on as {@code 2 min 3 s}.
   *
   * @param nanos nanoseconds, zero or more
   * @throws IllegalArgumentException if {@code nanos} is negative or not a number
   */
  public static String format(double nanos) {
    if (!(nanos >= 0)) {
      throw new IllegalArgumentException("nanos must be zero or more, not " + nanos);
    }
    if (nanos >= 59.95e9) {
      long seconds = Math.round(nanos / 1e9);
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    String[] units = {"ns", "µs", "ms", "s"};
    int unit = 0;
    while (nanos >= 999.5 && unit < units.length - 1) {
      nanos /= 1000;
      unit++;
    }
    int decimals = nanos >= 99.95 || nanos == 0 ? 0 : nanos >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", nanos, units[unit]);
  }
}
