package sharing.durable;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import sharing.common.ChildJvms;

/**
 * Finds the primes of a range with several processes, and loses none when processes are killed.
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time:
 * no search waits for another.
 */
public final class PrimeSearch {
  private final URI redis;
  private final int workers;
  private final int chunkSize;
  private final Limits limits;
  private final Class<?> main;

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
    if (redis == null) {
      throw new IllegalArgumentException("redis must not be null");
    }
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunkSize must be 1 or more: " + chunkSize);
    }
    if (limits == null) {
      throw new IllegalArgumentException("limits must not be null");
    }
    if (main == null) {
      throw new IllegalArgumentException("main must not be null");
    }
    this.redis = redis;
    this.workers = workers;
    this.chunkSize = chunkSize;
    this.limits = limits;
    this.main = main;
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
    if (to < from) {
      throw new IllegalArgumentException("to must not be less than from: " + from + ", " + to);
    }
    List<Chunk> chunks = Chunk.split(from, to, chunkSize);
    Keys keys = new Keys("sharing:primes:" + UUID.randomUUID());
    try {
      create(keys, chunks);
      awaitWorkers(new WorkerArguments(redis, keys, limits));
      return collect(keys, chunks);
    } finally {
      delete(keys);
    }
  }

  private void create(Keys keys, List<Chunk> chunks) {
    try (RedisClient client = Connections.pool(redis)) {
      new ChunkQueue(client, keys).create(chunks);
    }
  }

  private void awaitWorkers(WorkerArguments arguments) throws IOException, InterruptedException {
    try (ChildJvms processes = new ChildJvms()) {
      for (int i = 0; i < workers; i++) {
        processes.start(main, arguments.toArray());
      }
      int died = 0;
      for (int working = workers; working > 0; ) {
        Optional<String> death = processes.awaitNext();
        if (death.isEmpty()) {
          working--;
        } else if (++died <= limits.deaths()) {
          processes.start(main, arguments.toArray());
        } else {
          throw new IllegalStateException(died + " workers have died; the last: " + death.get());
        }
      }
    }
  }

  private List<Long> collect(Keys keys, List<Chunk> chunks) {
    // A new connection: an older one may be broken, if the server was restarted in the meantime.
    try (RedisClient client = Connections.pool(redis)) {
      Map<Chunk, List<Long>> results = new ChunkQueue(client, keys).results();
      List<Chunk> missing = chunks.stream().filter(chunk -> !results.containsKey(chunk)).toList();
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "no result for "
                + missing
                + "; set aside: "
                + new Reclaimer(client, keys, limits).setAside());
      }
      return chunks.stream().flatMap(chunk -> results.get(chunk).stream()).toList();
    }
  }

  private void delete(Keys keys) {
    try (RedisClient client = Connections.pool(redis)) {
      new ChunkQueue(client, keys).delete();
    }
  }
}
