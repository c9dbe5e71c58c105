package sharing.durable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;

/**
 * Step 1. A queue of chunks in a Redis server, and the results of the finished chunks. It outlives
 * the processes that add chunks and take them out.
 *
 * <p>The queue is a stream, which the workers of one consumer group read. An entry is unread until
 * it is taken; then it is pending until it is finished.
 *
 * <p>If the server refuses a command or does not answer, each method throws a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class ChunkQueue {
  /**
   * Makes an object for the queue of a search, whether that queue exists yet or not.
   *
   * @param redis the server; this object does not close it
   * @param keys the keys of the search
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public ChunkQueue(RedisClient redis, Keys keys) {
    throw new UnsupportedOperationException("TODO step 1: check the arguments and keep them");
  }

  /**
   * Creates the queue: its group, and an unread entry for each chunk, in the order of the list.
   * Sets the expiry of the queue to {@link Keys#LIFE}, before the queue has a second chunk, because
   * the process may die during this call. If the queue exists already, that is an error, and the
   * queue stays as it is.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xgroup-create/">XGROUP CREATE</a>
   */
  public void create(List<Chunk> chunks) {
    throw new UnsupportedOperationException("TODO step 1: make the queue");
  }

  /**
   * Takes the next unread entry, and no other. From then on the entry is pending.
   *
   * @param consumer the name of the worker that takes it
   * @return the entry; empty if no entry is unread: this method does not wait for one
   * @see <a href="https://redis.io/docs/latest/commands/xreadgroup/">XREADGROUP</a>
   */
  public Optional<Entry> take(String consumer) {
    throw new UnsupportedOperationException("TODO step 1: take an unread entry");
  }

  /**
   * Records the primes of an entry's chunk, and then acknowledges the entry. A worker that dies in
   * between leaves the entry pending: it will be processed again, so finishing it twice must have
   * the same effect as finishing it once. Before this method returns, it sets the expiry of the
   * queue and of the results to {@link Keys#LIFE}.
   *
   * @param entry an entry that was taken, by this worker or by another one
   * @param primes the primes of its chunk, ascending; there may be none
   * @see <a href="https://redis.io/docs/latest/commands/xack/">XACK</a>
   */
  public void finish(Entry entry, List<Long> primes) {
    throw new UnsupportedOperationException("TODO step 1: record the primes and acknowledge");
  }

  /**
   * Returns whether no entry is unread and no entry is pending. A missing queue is an error.
   *
   * @see <a href="https://redis.io/docs/latest/commands/xinfo-groups/">XINFO GROUPS</a>
   */
  public boolean isFinished() {
    throw new UnsupportedOperationException("TODO step 1: tell whether nothing is left to do");
  }

  /**
   * Returns the finished chunks, each with its primes in ascending order. The chunks themselves may
   * be in any order.
   */
  public Map<Chunk, List<Long>> results() {
    throw new UnsupportedOperationException("TODO step 1: tell what was found");
  }

  /** Deletes all keys of the search, and no others. */
  public void delete() {
    throw new UnsupportedOperationException("TODO step 1: delete the keys");
  }
}
