package sharing.ranges;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * Finds the primes of a range with several threads. No thread is idle while a chunk is left to
 * take: the range is cut into chunks, and a worker that has finished a chunk takes the next one.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time.
 */
public final class BalancedSearch {
  private final int workers;
  private final int chunks;
  private final LongPredicate isPrime;

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
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    if (chunks < 1) {
      throw new IllegalArgumentException("chunks must be 1 or more: " + chunks);
    }
    if (isPrime == null) {
      throw new IllegalArgumentException("isPrime must not be null");
    }
    this.workers = workers;
    this.chunks = chunks;
    this.isPrime = isPrime;
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
    List<Chunk> cut = new ArrayList<>();
    for (LongRange range : LongRange.split(from, to, chunks)) {
      cut.add(new Chunk(range));
    }
    // The only thing that the workers share. Each of its numbers goes to exactly one worker.
    AtomicInteger next = new AtomicInteger();
    Workers.runAll(Collections.nCopies(workers, () -> searchChunks(cut, next)));
    List<Long> primes = new ArrayList<>();
    for (Chunk chunk : cut) {
      primes.addAll(chunk.primes);
    }
    return primes;
  }

  private void searchChunks(List<Chunk> cut, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < cut.size(); i = next.getAndIncrement()) {
      Chunk chunk = cut.get(i);
      for (long n = chunk.range.from(); n < chunk.range.to(); n++) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        if (isPrime.test(n)) {
          chunk.primes.add(n);
        }
      }
    }
  }

  /** A chunk, and the primes that its worker found in it. */
  private static final class Chunk {
    private final LongRange range;
    private final List<Long> primes = new ArrayList<>();

    private Chunk(LongRange range) {
      this.range = range;
    }
  }
}
