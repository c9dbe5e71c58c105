package sharing.redis;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import sharing.common.ChildJvms;
import sharing.common.DivisorRange;

/**
 * Decides with several processes whether one number is prime.
 *
 * <p>An object of this class may be asked again and again, and by several threads at once.
 */
public final class PrimeSearch {
  private final URI redis;
  private final int workers;
  private final int checkEvery;
  private final Class<?> main;

  /**
   * Step 4. A search that is asked for nothing yet.
   *
   * @param redis the server that the flags are in: {@code redis://host:port}
   * @param workers how many processes search for a divisor, 1 or more
   * @param checkEvery how many divisors each of them tries from one look at the flag to the next, 1
   *     or more
   * @param main the main class of each process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if {@code workers} or {@code checkEvery} is less than 1, or
   *     {@code redis} or {@code main} is null; the message names the argument and its value
   */
  public PrimeSearch(URI redis, int workers, int checkEvery, Class<?> main) {
    if (redis == null) {
      throw new IllegalArgumentException("redis must not be null");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    if (checkEvery < 1) {
      throw new IllegalArgumentException("checkEvery must be 1 or more: " + checkEvery);
    }
    if (main == null) {
      throw new IllegalArgumentException("main must not be null");
    }
    this.redis = redis;
    this.workers = workers;
    this.checkEvery = checkEvery;
    this.main = main;
  }

  /**
   * Whether a number is prime. Makes a {@link RedisFlag} under a key that no other search has, in
   * this program or another. Each process gets its {@link WorkerArguments}, with its own part of
   * the divisors, and when all of them have finished, the flag tells the verdict. When this method
   * ends, however it ends, the processes have been ended, and the flag's key has been deleted, or
   * expires if the server does not answer.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   * @throws InterruptedException if the calling thread is interrupted while it waits for the
   *     processes
   * @throws IllegalStateException if the flag cannot be read, or if a process ends without having
   *     finished; then the others are not waited for, and the message tells its last words. If
   *     another process has raised the flag, this method may return false instead
   * @throws IOException if a process cannot be started
   */
  public boolean isPrime(long n) throws IOException, InterruptedException {
    if (n < 2) {
      return false;
    }
    if (n % 2 == 0) {
      return n == 2;
    }
    // A key for one search: with one for all, a search would see what another one has found.
    String key = "sharing:flag:" + UUID.randomUUID();
    try (RedisFlag flag = RedisFlag.create(redis, key);
        ChildJvms processes = new ChildJvms()) {
      for (DivisorRange range : DivisorRange.split(n, workers)) {
        processes.start(main, new WorkerArguments(redis, key, n, range, checkEvery).toArray());
      }
      processes.await();
      return !flag.isRaised();
    }
  }
}
