package sharing.primes;

import java.util.stream.LongStream;

/**
 * Finds primes by trial division: the baseline of every later lesson.
 *
 * <p>Any number of threads may call the methods at the same time, without a data race (JLS 17.4.5).
 */
public final class Primes {
  private Primes() {}

  /**
   * Step 1. The integer square root: the largest {@code r} with {@code r * r <= n}.
   *
   * @param n 0 to {@link Long#MAX_VALUE}
   * @return the root, exact for every {@code n}; it is at least 0 and at most 3037000499
   * @throws IllegalArgumentException if {@code n} is negative; the message contains the value
   */
  public static long sqrt(long n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: " + n);
    }
    long root = (long) Math.sqrt(n);
    return root * root <= n ? root : root - 1;
  }

  /**
   * Step 2. Whether {@code n} has an odd divisor that is at least {@code first} and at most the
   * integer square root of {@code n}.
   *
   * @param n 1 to {@link Long#MAX_VALUE}
   * @param first the first number to try, odd, 3 or more
   * @throws IllegalArgumentException if {@code n} is less than 1, or {@code first} is even or less
   *     than 3; the message contains the value of the invalid argument
   */
  public static boolean hasOddDivisor(long n, long first) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be 1 or more: " + n);
    }
    if (first < 3 || first % 2 == 0) {
      throw new IllegalArgumentException("first must be odd and 3 or more: " + first);
    }
    long last = sqrt(n);
    for (long divisor = first; divisor <= last; divisor += 2) {
      if (n % divisor == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Step 3. Whether a number is prime. Leaves every search for an odd divisor to {@link
   * #hasOddDivisor}.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   */
  public static boolean isPrime(long n) {
    if (n < 2) {
      return false;
    }
    if (n % 2 == 0) {
      return n == 2;
    }
    return !hasOddDivisor(n, 3);
  }

  /**
   * Step 4. The primes of a half-open range, ascending, in an array that the caller may change.
   *
   * @param from the first number of the range; any number
   * @param to the first number after the range; if it equals {@code from}, the range is empty. The
   *     caller makes sure that an array with a place for each number above 1 of the range fits in
   *     memory
   * @throws IllegalArgumentException if {@code from} is greater than {@code to}; the message
   *     contains both values
   */
  public static long[] primesIn(long from, long to) {
    if (from > to) {
      throw new IllegalArgumentException("from " + from + " is greater than to " + to);
    }
    return LongStream.range(Math.max(from, 2), to).filter(Primes::isPrime).toArray();
  }
}
