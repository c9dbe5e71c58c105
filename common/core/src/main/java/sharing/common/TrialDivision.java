package sharing.common;

/**
 * Decides by trial division whether a number is prime. Lesson 01 is about it; the other lessons are
 * given it.
 */
public final class TrialDivision {
  private TrialDivision() {}

  /**
   * Whether a number is prime.
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
    long root = (long) Math.sqrt(n); // At most one too large, which costs one division.
    for (long divisor = 3; divisor <= root && divisor < n; divisor += 2) {
      if (n % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
