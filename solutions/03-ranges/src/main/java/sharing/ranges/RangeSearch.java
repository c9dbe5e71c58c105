package sharing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads. Each thread searches a part of its own, and no
 * thread changes the result of another one.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time.
 */
public final class RangeSearch {
  private final int workers;
  private final LongPredicate isPrime;

  /**
   * Step 3. Creates an object that can run any number of searches.
   *
   * @param workers how many threads search, 1 or more
   * @param isPrime decides whether one number is prime; any number of threads may call it
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
   * Workers#runAll}. Each worker calls {@code isPrime} once for each number of its part, in
   * ascending order, and stops before the next number if its thread is interrupted.
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
    // All workers have ended, so their lists no longer change.
    List<Long> primes = new ArrayList<>();
    for (Part part : parts) {
      primes.addAll(part.primes);
    }
    return primes;
  }

  /** The part of one worker, and the primes that it found in it. */
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
