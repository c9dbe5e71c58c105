package sharing.durable;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Finds the primes of a range with several processes, and loses none when processes are killed.
 *
 * <p>An object of this class may be asked again and again, and by several threads at once: no
 * search waits for another.
 */
public final class PrimeSearch {
  /**
   * Step 4. A search that is asked for nothing yet.
   *
   * @param redis the server that the queues are in: {@code redis://host:port}
   * @param workers how many processes search, 1 or more
   * @param chunkSize how many numbers there are in one entry of the queue, 1 or more
   * @param limits when to give up
   * @param main the main class of each process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if {@code workers} or {@code chunkSize} is less than 1, or
   *     another argument is null; the message names the argument and its value
   */
  public PrimeSearch(URI redis, int workers, int chunkSize, Limits limits, Class<?> main) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * The primes of the half-open range [from, to), ascending. Makes a {@link ChunkQueue} under a
   * name of its own, and starts processes with {@link WorkerArguments}. For one that dies, it
   * starts another, and does not wait for the others. When all have finished, each chunk has a
   * result, and the results are what was found.
   *
   * <p>When this method ends, however it ends, the processes have been ended, its connections are
   * closed, and the keys have been deleted, after the processes ended.
   *
   * @param from the first number
   * @param to the first number after the range; none is searched if it is {@code from}
   * @throws IllegalArgumentException if {@code to} is less than {@code from}; the message names
   *     both values
   * @throws IllegalStateException as soon as more than {@link Limits#deaths} processes of this
   *     search have died, and then the message tells the last words of one; or if a chunk has no
   *     result in the end, and then the message names each, and why it was set aside
   * @throws redis.clients.jedis.exceptions.JedisException if the server does not answer, whatever
   *     else has happened; then its keys expire by themselves
   * @throws InterruptedException if the calling thread is interrupted while it waits
   * @throws IOException if a process cannot be started
   */
  public List<Long> primes(long from, long to) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(
        "TODO step 4: make the queue, start workers, and collect");
  }
}
