package sharing.durable;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Finds the primes of a range with several processes, and loses none when processes are killed.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time:
 * no search waits for another.
 */
public final class PrimeSearch {
  /**
   * Step 4. Makes an object for searches, and starts no search yet.
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
   * Returns the primes of the half-open range [from, to), ascending. Creates a {@link ChunkQueue}
   * under a name of its own, and starts processes with {@link sharing.common.ChildJvms} and {@link
   * WorkerArguments}. If a process dies, this method starts another one, without waiting for the
   * processes that still run. When all processes have finished, each chunk must have a result;
   * together, the results are the primes of the range.
   *
   * <p>Whether this method returns or throws, its processes have ended by then, and its connections
   * are closed. Its keys are gone, too, unless the server does not answer; this method deletes them
   * after the processes have ended.
   *
   * @param from the first number
   * @param to the first number after the range; if it is {@code from}, the range is empty
   * @throws IllegalArgumentException if {@code to} is less than {@code from}; the message names
   *     both values
   * @throws IllegalStateException as soon as more than {@link Limits#deaths} processes of this
   *     search have died (the message quotes the last words of one of them), or if a chunk has no
   *     result at the end (the message names each such chunk, and the reason if it was set aside)
   * @throws redis.clients.jedis.exceptions.JedisException if the server does not answer; then the
   *     keys stay until they expire
   * @throws InterruptedException if the calling thread is interrupted while it waits
   * @throws IOException if a process cannot be started
   */
  public List<Long> primes(long from, long to) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(
        "TODO step 4: make the queue, start workers, and collect");
  }
}
