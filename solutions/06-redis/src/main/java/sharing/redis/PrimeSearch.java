package sharing.redis;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import sharing.common.ChildJvms;
import sharing.common.DivisorRange;

/**
 * Decides with several processes whether a number is prime.
 *
 * <p>An object of this class may be used many times, and by several threads at the same time.
 */
public final class PrimeSearch {
  private final URI redis;
  private final int workers;
  private final int checkEvery;
  private final Class<?> main;

  /**
   * Step 4. Makes an object for searches, and starts no search yet.
   *
   * @param redis the server that holds the flags: {@code redis://host:port}
   * @param workers how many processes search for a divisor, 1 or more
   * @param checkEvery how many divisors each process tries from one check of the flag to the next,
   *     1 or more
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
   * Returns whether a number is prime. Creates a {@link RedisFlag} with a key that no other search
   * has, in this program or another. Each process gets its {@link WorkerArguments}, with its own
   * part of the divisors. A process may print any amount, on standard output and standard error.
   * When all processes have ended with exit code 0, the number is prime if the flag is lowered.
   * Whether this method returns or throws, its processes have ended by then, and the flag's key is
   * deleted, or expires if the server does not answer.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   * @throws InterruptedException if the calling thread is interrupted while it waits for the
   *     processes
   * @throws IllegalStateException if the flag cannot be created or read, or if a process fails: it
   *     ends with an exit code other than 0. If a process fails, this method ends the other
   *     processes instead of waiting until they have finished, and the message contains the last
   *     words of the process that failed, even if the key cannot be deleted: at least the last line
   *     that it printed, on standard output or standard error. If another process has raised the
   *     flag by then, this method may return false instead of throwing. If the flag can be read but
   *     its key cannot be deleted, this method may either return the verdict or throw this
   *     exception
   * @throws IOException if a process cannot be started
   */
  public boolean isPrime(long n) throws IOException, InterruptedException {
    if (n < 2) {
      return false;
    }
    if (n % 2 == 0) {
      return n == 2;
    }
    // Each search needs its own key: otherwise it would see a divisor that another search found.
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
