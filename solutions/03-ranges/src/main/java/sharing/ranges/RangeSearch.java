package sharing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads. Each searches a part of its own, and what one
 * of them does changes nothing for another.
 *
 * <p>An object of this class may be asked again and again, and by several threads at once.
 */
public final class RangeSearch {
  private final int workers;
  private final LongPredicate isPrime;

  /**
   * Step 3. A search that is asked for nothing yet.
   *
   * @param workers how many threads search, 1 or more
   * @param isPrime decides about one number; any number of threads may call it
   * @throws IllegalArgumentException if {@code workers} is less than 1 or {@code isPrime} is null;
   *     the message names the argument and its value
   */
  public RangeSearch(int workers, LongPredicate isPrime) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    if (isPrime == null) {
      throw new IllegalArgumentException("isPrime must not be null");
    }
    this.workers = workers;
    this.isPrime = isPrime;
  }

  /**
   * The primes from {@code from} up to but not including {@code to}, ascending. The range is split
   * with {@link LongRange#split}, one part for each worker, and the workers run in {@link
   * Workers#runAll}. Each of them asks {@code isPrime} once about each number of its part,
   * ascending, and stops before the next number if its thread is interrupted.
   *
   * @throws IllegalArgumentException as {@link LongRange#split} does
   * @throws IllegalStateException as {@link Workers#runAll} does
   * @throws InterruptedException as {@link Workers#runAll} does
   */
  public List<Long> search(long from, long to) throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    for (LongRange range : LongRange.split(from, to, workers)) {
      parts.add(new Part(range));
    }
    Workers.runAll(parts);
    // The workers have ended, so nobody writes to their lists any more.
    List<Long> primes = new ArrayList<>();
    for (Part part : parts) {
      primes.addAll(part.primes);
    }
    return primes;
  }

  /** One worker's part, and what it found there. */
  private final class Part implements Runnable {
    private final LongRange range;
    private final List<Long> primes = new ArrayList<>();

    private Part(LongRange range) {
      this.range = range;
    }

    @Override
    public void run() {
      for (long n = range.from(); n < range.to() && !Thread.currentThread().isInterrupted(); n++) {
        if (isPrime.test(n)) {
          primes.add(n);
        }
      }
    }
  }
}
