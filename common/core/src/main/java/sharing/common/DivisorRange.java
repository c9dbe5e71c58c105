package sharing.common;

import java.util.ArrayList;
import java.util.List;

/**
 * The odd numbers {@code first}, {@code first + 2}, and so on up to {@code last}: the divisors that
 * one worker tries.
 *
 * <p>How to split them is what lesson 04 is about.
 *
 * @param first the first divisor, odd
 * @param last the last divisor, odd and included; {@code first - 2} if there is none
 */
public record DivisorRange(long first, long last) {

  /** How many divisors the range holds. */
  public long size() {
    return (last - first) / 2 + 1;
  }

  /**
   * Splits the odd divisors of an odd number, from 3 up to its integer square root.
   *
   * @param n an odd number, 1 or more
   * @param workers 1 or more
   * @return one range for each worker, ascending, whose sizes differ by at most one; some are empty
   *     when there are fewer divisors than workers
   */
  public static List<DivisorRange> split(long n, int workers) {
    long root = (long) Math.sqrt(n); // One too large for some n; a divisor too many does no harm.
    long divisors = Math.max(0, (root - 1) / 2);
    List<DivisorRange> ranges = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      long begin = divisors * worker / workers;
      long end = divisors * (worker + 1) / workers;
      ranges.add(new DivisorRange(3 + 2 * begin, 1 + 2 * end));
    }
    return ranges;
  }
}
