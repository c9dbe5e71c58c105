package sharing.redis;

import sharing.common.DivisorRange;
import sharing.common.Flag;

/** The search of one worker. */
public final class DivisorSearch {
  private DivisorSearch() {}

  /**
   * Step 2. Searches a range for a divisor of {@code n}, and stops early if the flag is raised.
   *
   * <p>This method tries the divisors of the range, which are odd numbers that may divide {@code
   * n}, in ascending order. At the first one that divides {@code n}, it raises the flag and
   * returns. It checks the flag once for every {@code checkEvery} divisors, before or after it
   * tries them. In the whole range, one more check is allowed. It returns at the first check that
   * finds the flag raised. An exception that the flag throws reaches the caller.
   *
   * @param n the number, 1 or more
   * @param range the divisors to try
   * @param flag the flag of the search; a worker that finds a divisor raises it
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
