package sharing.ranges;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads, of which none is idle while there is work: the
 * range is cut into chunks, and a worker that has done one takes the next.
 *
 * <p>An object of this class may be asked again and again, and by several threads at once.
 */
public final class BalancedSearch {

  /**
   * Step 4. A search that is asked for nothing yet.
   *
   * @param workers how many threads search, 1 or more
   * @param chunks into how many chunks a range is cut, 1 or more
   * @param isPrime decides about one number; any number of threads may call it
   * @throws IllegalArgumentException if {@code workers} or {@code chunks} is less than 1, or {@code
   *     isPrime} is null; the message names the argument and its value
   */
  public BalancedSearch(int workers, int chunks, LongPredicate isPrime) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * The primes from {@code from} up to but not including {@code to}, ascending. The chunks come
   * from {@link LongRange#split}, and the workers run in {@link Workers#runAll}. A worker takes the
   * first chunk that nobody has taken, asks {@code isPrime} once about each of its numbers,
   * ascending, and then takes another. It stops before the next number if its thread is
   * interrupted.
   *
   * @throws IllegalArgumentException as {@link LongRange#split} does
   * @throws IllegalStateException as {@link Workers#runAll} does
   * @throws InterruptedException as {@link Workers#runAll} does
   */
  public List<Long> search(long from, long to) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 4: hand out chunks, merge");
  }
}
