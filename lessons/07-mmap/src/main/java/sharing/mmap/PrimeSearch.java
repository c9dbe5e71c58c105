package sharing.mmap;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Decides with several processes whether a number is prime.
 *
 * <p>An object of this class may be used for many searches, however the earlier ones have ended,
 * and by several threads at the same time: no search waits for another. Several objects may have
 * the same folder, in this process and in others.
 */
public final class PrimeSearch {
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
    throw new UnsupportedOperationException("TODO step 3: check the arguments and keep them");
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
    throw new UnsupportedOperationException("TODO step 3: search with several processes");
  }
}
