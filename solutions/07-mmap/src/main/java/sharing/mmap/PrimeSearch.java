package sharing.mmap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import sharing.common.ChildJvms;
import sharing.common.DivisorRange;

/**
 * Decides with several processes whether one number is prime.
 *
 * <p>An object of this class may be asked again and again, however the calls before have ended, and
 * by several threads at once: no search waits for another. Several objects may have the same
 * folder, in this process and in others.
 */
public final class PrimeSearch {
  private final Path folder;
  private final int workers;
  private final int checkEvery;
  private final Class<?> main;

  /**
   * Step 3. A search that is asked for nothing yet.
   *
   * @param folder a folder that files with flags can be made in
   * @param workers how many processes search for a divisor, 1 or more
   * @param checkEvery how many divisors each of them tries from one look at the flag to the next, 1
   *     or more
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
   * Whether a number is prime. Each process gets its {@link WorkerArguments}. Between them, the
   * processes try each odd divisor from 3 up to the square root of {@code n} once. When all of them
   * have finished, the flag tells the verdict. However this method ends, by then the processes have
   * ended, and the flag's file has been deleted.
   *
   * @param n any number; 1, 0 and the negative numbers are not prime
   * @throws InterruptedException if the calling thread is interrupted while it waits for the
   *     processes; if it was interrupted before, this or an {@code IOException}
   * @throws IllegalStateException if a process ends with an exit code that is not 0, even if
   *     another one has found a divisor; then the others are not waited for. Also if the flag is
   *     neither lowered nor raised when all have finished
   * @throws IOException if a process cannot be started, no flag can be made in the folder, or its
   *     file cannot be deleted
   */
  public boolean isPrime(long n) throws IOException, InterruptedException {
    if (n < 2) {
      return false;
    }
    if (n % 2 == 0) {
      return n == 2;
    }
    // A file for one search: with one for all, a search would see what another one has found.
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
