package sharing.durable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;

/**
 * Step 1. A queue in a Redis server, and the results of what was in it. It outlives the processes
 * that put chunks in and take them out.
 *
 * <p>The queue is a stream, which the workers of one consumer group read. An entry is unread until
 * it is taken; then it is pending, until it is finished.
 *
 * <p>What the server refuses, and a server that does not answer, is a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class ChunkQueue {
  /**
   * The queue of a search, whether it is there yet or not.
   *
   * @param redis the server; it stays the caller's
   * @param keys the keys of the search
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public ChunkQueue(RedisClient redis, Keys keys) {
    throw new UnsupportedOperationException("TODO step 1: check the arguments and keep them");
  }

  /**
   * Makes the queue: its group, and an unread entry for each chunk, in this order. It expires
   * {@link Keys#LIFE} later, even if the process dies in the middle of this. If it is there
   * already, that is an error, and it stays as it is.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xgroup-create/">XGROUP CREATE</a>
   */
  public void create(List<Chunk> chunks) {
    throw new UnsupportedOperationException("TODO step 1: make the queue");
  }

  /**
   * Takes the next unread entry, and no other. It is pending then.
   *
   * @param consumer the name of the worker that takes it
   * @return the entry; nothing if none is unread: this method does not wait for one to come
   * @see <a href="https://redis.io/docs/latest/commands/xreadgroup/">XREADGROUP</a>
   */
  public Optional<Entry> take(String consumer) {
    throw new UnsupportedOperationException("TODO step 1: take an unread entry");
  }

  /**
   * Records the primes of an entry's chunk, and then acknowledges the entry. A worker that dies in
   * between leaves it pending: it will be worked again, so to finish it twice is to finish it once.
   * The queue and this result then live for {@link Keys#LIFE}.
   *
   * @param entry one that was taken, by this worker or by another
   * @param primes the primes of its chunk, ascending; there may be none
   * @see <a href="https://redis.io/docs/latest/commands/xack/">XACK</a>
   */
  public void finish(Entry entry, List<Long> primes) {
    throw new UnsupportedOperationException("TODO step 1: record the primes and acknowledge");
  }

  /**
   * Whether no entry is unread, and none is pending. A queue that is not there is an error.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xinfo-groups/">XINFO GROUPS</a>
   */
  public boolean isFinished() {
    throw new UnsupportedOperationException("TODO step 1: tell whether nothing is left to do");
  }

  /** The primes of each chunk that was finished, ascending. */
  public Map<Chunk, List<Long>> results() {
    throw new UnsupportedOperationException("TODO step 1: tell what was found");
  }

  /** Deletes all keys of the search, and no others. */
  public void delete() {
    throw new UnsupportedOperationException("TODO step 1: delete the keys");
  }
}
