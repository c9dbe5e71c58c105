package sharing.samples;

/** What touches nothing but its parameters. */
public final class Sums {
  private Sums() {}

  /** The sum of two numbers. */
  public static long of(long one, long other) {
    return one + other;
  }
}
