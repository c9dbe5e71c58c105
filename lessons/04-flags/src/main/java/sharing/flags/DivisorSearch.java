package sharing.flags;

/** The search of one worker. */
public final class DivisorSearch {
  private DivisorSearch() {}

  /**
   * Step 3. Searches a range for a divisor of {@code n}, and stops early when a flag is raised.
   *
   * <p>Tries the divisors in ascending order. At the first one that divides {@code n}, raises the
   * flag and returns. Checks the flag once after every {@code checkEvery} divisors that it has
   * tried, perhaps once more after the last one, and at no other time; returns at the first check
   * that finds the flag raised. Throws whatever the flag throws.
   *
   * @param n the number, 1 or more
   * @param range the divisors to try, as {@link DivisorRange#split} makes them
   * @param flag raised by the first worker that finds a divisor
   * @param checkEvery how many divisors to try between two checks of the flag, 1 or more
   * @throws IllegalArgumentException if {@code n} or {@code checkEvery} is less than 1, or {@code
   *     range} or {@code flag} is null; the message names the argument and its value
   */
  public static void search(long n, DivisorRange range, Flag flag, int checkEvery) {
    throw new UnsupportedOperationException("TODO step 3: search one range");
  }
}
