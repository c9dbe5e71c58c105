package sharing.mmap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import sharing.common.ChildJvms;
import sharing.common.DivisorRange;

/**
 * Decides with several processes whether a number is prime.
 *
 * <p>An object of this class may be used for many searches, however the earlier ones have ended,
 * and by several threads at the same time: no search waits for another. Several objects may have
 * the same folder, in this process and in others.
 */
public final class PrimeSearch {
  private final Path folder;
  private final int workers;
  private final int checkEvery;
  private final Class<?> main;

  /**
   * Step 3. Makes an object for searches, and starts no search yet.
   *
   * @param folder a folder in which flag files can be created
   * @param workers how many processes search for a divisor, 1 or more
   * @param checkEvery how many divisors each process tries from one check of the flag to the next,
   *     1 or more
   * @param main the main class of each process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if {@code workers} or {@code checkEvery} is less than 1, or
   *     {@code folder} or {@code main} is null; the message names the argument and its value
   */
  public PrimeSearch(Path folder, int workers, int checkEvery, Class<?> main) {
    if (folder == null) {
      throw new IllegalArgumentException("folder must not be null");
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
    this.folder = folder;
    this.workers = workers;
    this.checkEvery = checkEvery;
    this.main = main;
  }

  /**
   * Returns whether a number is prime. Each process gets its {@link WorkerArguments}. Together, the
   * processes are given each odd number from 3 up to the square root of {@code n} exactly once, as
   * a divisor to try. When all processes have ended with exit code 0, the number is prime if the
   * flag is lowered. Whether this method returns or throws, the processes have ended by then, and
   * the flag's file has been deleted, unless deleting it failed.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   * @throws InterruptedException if the calling thread is interrupted while it waits for the
   *     processes. If the thread was interrupted before the call, a search that needs processes
   *     throws this exception or an {@code IOException}
   * @throws IllegalStateException if a process ends with an exit code other than 0, even if another
   *     process has found a divisor; then this method ends the other processes instead of waiting
   *     until they have finished. This exception is also thrown if the flag is neither lowered nor
   *     raised when all processes have ended
   * @throws IOException if a process cannot be started, if the flag's file cannot be created in the
   *     folder, or if it cannot be deleted
   */
  public boolean isPrime(long n) throws IOException, InterruptedException {
    if (n < 2) {
      return false;
    }
    if (n % 2 == 0) {
      return n == 2;
    }
    // Each search has its own file. In a shared one, it would see what another search has found.
    Path path = folder.resolve("flag-" + UUID.randomUUID());
    try (FlagFile file = FlagFile.create(path);
        ChildJvms processes = new ChildJvms()) {
      for (DivisorRange range : DivisorRange.split(n, workers)) {
        processes.start(main, new WorkerArguments(path, n, range, checkEvery).toArray());
      }
      processes.await();
      return !new MappedFlag(file.memory()).isRaised();
    }
  }
}
