package sharing.flags;

import java.util.ArrayList;
import java.util.List;

/**
 * The odd numbers {@code first}, {@code first + 2}, and so on up to {@code last}: the candidate
 * divisors that one worker tries.
 *
 * @param first the first candidate divisor, odd
 * @param last the last candidate divisor, odd and included; {@code first - 2} if the range is empty
 */
public record DivisorRange(long first, long last) {

  /** How many candidate divisors the range holds. */
  public long size() {
    return (last - first) / 2 + 1;
  }

  /**
   * Step 2. Splits the odd numbers from 3 up to the integer square root of {@code n} among workers.
   * These are the candidate divisors: they decide whether {@code n} is prime.
   *
   * @param n an odd number, 1 or more
   * @param workers 1 or more
   * @return one range for each worker, ascending by {@code first}, the empty ones included; each
   *     candidate divisor is in exactly one of them, and their sizes differ by at most one, so that
   *     some are empty when there are fewer candidate divisors than workers
   * @throws IllegalArgumentException if {@code n} or {@code workers} is less than 1; the message
   *     names the argument and its value
   */
  public static List<DivisorRange> split(long n, int workers) {
    if (n < 1) {
      throw new IllegalArgumentException("n must be 1 or more: " + n);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    // Count the candidate divisors and split the count: number k is 3 + 2k, which is always odd.
    long divisors = (IntegerSquareRoot.of(n) - 1) / 2;
    List<DivisorRange> ranges = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      long begin = divisors * worker / workers;
      long end = divisors * (worker + 1) / workers;
      ranges.add(new DivisorRange(3 + 2 * begin, 1 + 2 * end));
    }
    return ranges;
  }
}
