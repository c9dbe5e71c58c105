package sharing.redis;

import sharing.common.DivisorRange;
import sharing.common.Flag;

/** The search of one worker. */
public final class DivisorSearch {
  private DivisorSearch() {}

  /**
   * Step 2. Searches for a divisor of {@code n} in a range, and stops early when a flag is raised.
   *
   * <p>Tries all divisors of the range, in ascending order. At the first one that divides {@code
   * n}, raises the flag and returns. Checks the flag once for every {@code checkEvery} divisors
   * that it has tried, and returns at the first check that finds it raised. An exception that the
   * flag throws reaches the caller.
   *
   * @param n the number, 1 or more
   * @param range the divisors to try
   * @param flag raised by the worker that finds a divisor first
   * @param checkEvery how many divisors to try from one check of the flag to the next, 1 or more
   * @throws IllegalArgumentException if {@code n} or {@code checkEvery} is less than 1, or {@code
   *     range} or {@code flag} is null; the message names the argument and its value
   */
  public static void search(long n, DivisorRange range, Flag flag, int checkEvery) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be 1 or more: " + n);
    }
    if (range == null) {
      throw new IllegalArgumentException("range must not be null");
    }
    if (flag == null) {
      throw new IllegalArgumentException("flag must not be null");
    }
    if (checkEvery < 1) {
      throw new IllegalArgumentException("checkEvery must be 1 or more: " + checkEvery);
    }
    int untilLook = checkEvery;
    for (long divisor = range.first(); divisor <= range.last(); divisor += 2) {
      if (n % divisor == 0) {
        flag.raise();
        return;
      }
      untilLook--;
      if (untilLook == 0) {
        if (flag.isRaised()) {
          return;
        }
        untilLook = checkEvery;
      }
    }
  }
}
