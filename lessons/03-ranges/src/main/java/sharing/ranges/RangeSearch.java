package sharing.ranges;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads. Each thread searches a part of its own, and no
 * thread changes the result of another one.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time.
 */
public final class RangeSearch {

  /**
   * Step 3. Creates an object that can run any number of searches.
   *
   * @param workers how many threads search, 1 or more
   * @param isPrime decides whether one number is prime; any number of threads may call it
   * @throws IllegalArgumentException if {@code workers} is less than 1 or {@code isPrime} is null;
   *     the message names the argument and its value
   */
  public RangeSearch(int workers, LongPredicate isPrime) {
    throw new UnsupportedOperationException("TODO step 3: check the arguments and keep them");
  }

  /**
   * The primes from {@code from} up to but not including {@code to}, ascending. The range is split
   * with {@link LongRange#split}, one part for each worker, and the workers run in {@link
   * Workers#runAll}. Each worker calls {@code isPrime} once for each number of its part, in
   * ascending order, and stops before the next number if its thread is interrupted.
   *
   * @throws IllegalArgumentException as {@link LongRange#split} does
   * @throws IllegalStateException as {@link Workers#runAll} does
   * @throws InterruptedException as {@link Workers#runAll} does
   */
  public List<Long> search(long from, long to) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 3: split, search, merge");
  }
}
