package sharing.flags;

/** The exact integer square root. Lesson 01 is about it; here it is given. */
public final class IntegerSquareRoot {
  private IntegerSquareRoot() {}

  /**
   * The largest {@code r} with {@code r * r <= n}.
   *
   * @param n 0 to {@link Long#MAX_VALUE}
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public static long of(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: " + n);
    }
    long root = (long) Math.sqrt(n);
    return root * root <= n ? root : root - 1;
  }
}
