package sharing.flags;

/** The search of one worker. */
public final class DivisorSearch {
  private DivisorSearch() {}

  /**
   * Step 3. Searches a range for a divisor of {@code n}, and stops early when the flag is raised.
   *
   * <p>Tries the candidate divisors in ascending order. At the first one that divides {@code n},
   * raises the flag and returns. Checks the flag once after every {@code checkEvery} candidate
   * divisors that it has tried. It may check once more at the end of the range, and checks at no
   * other time. Returns at the first check that finds the flag raised. Throws whatever the flag
   * throws.
   *
   * @param n the number, 1 or more
   * @param range the candidate divisors, as {@link DivisorRange#split} makes them
   * @param flag the flag that the workers share; each worker that finds a divisor raises it
   * @param checkEvery how many candidate divisors to try between two checks of the flag, 1 or more
   * @throws IllegalArgumentException if {@code n} or {@code checkEvery} is less than 1, or {@code
   *     range} or {@code flag} is null; the message names the argument and its value
   */
  public static void search(long n, DivisorRange range, Flag flag, int checkEvery) {
    throw new UnsupportedOperationException("TODO step 3: search one range");
  }
}
