package sharing.flags;

import java.util.function.Supplier;

/**
 * Decides with several threads whether one number is prime.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time:
 * no search waits for another.
 */
public final class PrimeSearch {
  private final int workers;
  private final int checkEvery;
  private final Supplier<? extends Flag> newFlag;

  /** Makes a search whose workers share a new {@link SharedFlag} in each call of isPrime. */
  public PrimeSearch(int workers, int checkEvery) {
    this(workers, checkEvery, SharedFlag::new);
  }

  /**
   * Step 4. Makes a search that has not started yet.
   *
   * @param workers how many threads search for a divisor, 1 or more
   * @param checkEvery how many candidate divisors each of them tries between two checks of the
   *     flag, 1 or more
   * @param newFlag makes a lowered flag; any number of threads may call it
   * @throws IllegalArgumentException if {@code workers} or {@code checkEvery} is less than 1, or
   *     {@code newFlag} is null; the message names the argument and its value
   */
  public PrimeSearch(int workers, int checkEvery, Supplier<? extends Flag> newFlag) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * Whether a number is prime. Each worker searches one range of the candidate divisors with {@link
   * DivisorSearch#search}. When this method returns, or throws an exception that is named below, no
   * worker searches any more, and no thread of the search waits for more work.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   * @throws InterruptedException if the calling thread is interrupted while it waits for the
   *     workers; the workers then stop at their next check of the flag
   * @throws IllegalStateException if a worker fails, even if another one finds a divisor, and even
   *     if the workers cannot raise the flag; the cause is what the worker threw. If the calling
   *     thread is interrupted as well, this method may throw either of the two exceptions
   */
  public boolean isPrime(long n) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 4: start the workers, wait, decide");
  }
}
