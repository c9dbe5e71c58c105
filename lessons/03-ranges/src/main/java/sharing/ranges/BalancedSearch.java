package sharing.ranges;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads. No thread is idle while a chunk is left to
 * take: the range is cut into chunks, and a worker that has finished a chunk takes the next one.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time.
 */
public final class BalancedSearch {

  /**
   * Step 4. Creates an object that can run any number of searches.
   *
   * @param workers how many threads search, 1 or more
   * @param chunks how many chunks a range is cut into, 1 or more
   * @param isPrime decides whether one number is prime; any number of threads may call it
   * @throws IllegalArgumentException if {@code workers} or {@code chunks} is less than 1, or {@code
   *     isPrime} is null; the message names the argument and its value
   */
  public BalancedSearch(int workers, int chunks, LongPredicate isPrime) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * The primes from {@code from} up to but not including {@code to}, ascending. The chunks come
   * from {@link LongRange#split}, and the workers run in {@link Workers#runAll}. A worker takes the
   * first chunk that no worker has taken yet, calls {@code isPrime} once for each number of the
   * chunk, in ascending order, and then takes the next chunk. It stops before the next number if
   * its thread is interrupted.
   *
   * @throws IllegalArgumentException as {@link LongRange#split} does
   * @throws IllegalStateException as {@link Workers#runAll} does
   * @throws InterruptedException as {@link Workers#runAll} does
   */
  public List<Long> search(long from, long to) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 4: hand out chunks, merge");
  }
}
