package sharing.durable;

import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;

/**
 * Step 2. Reclaims the entries of workers that have died: otherwise they would never be finished.
 *
 * <p>No worker can know that another worker has died. A worker is treated as dead when an entry has
 * been with it for too long. If the worker was only slow, it finishes the entry, too; that does no
 * harm.
 *
 * <p>If the server refuses a command or does not answer, each method throws a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class Reclaimer {
  /**
   * Makes an object that reclaims the entries of one search.
   *
   * @param redis the server; this object does not close it
   * @param keys the keys of the search
   * @param limits when to give up on a worker, and on an entry
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public Reclaimer(RedisClient redis, Keys keys, Limits limits) {
    throw new UnsupportedOperationException("TODO step 2: check the arguments and keep them");
  }

  /**
   * Reclaims one pending entry that has been with a worker for {@link Limits#idle} or longer. If
   * two workers try to reclaim the same entry at the same time, only one of them gets it.
   *
   * <p>If such an entry was delivered {@link Limits#deliveries} times or more, it is set aside
   * instead: its chunk is written to {@link Keys#aside} with the reason, which says how often the
   * entry was delivered, such as "3 times", and then the entry is acknowledged. Then this method
   * tries the next such entry. Whenever this method sets an entry aside, it also sets the expiry of
   * the key {@link Keys#aside} to {@link Keys#LIFE}. Reclaiming an entry counts as a delivery.
   * Another worker may reclaim an entry after this method has read the entry's number of
   * deliveries. If this method can then still claim the entry, it may use the number that it has
   * read, although that number is out of date.
   *
   * <p>Redis has had XPENDING and XCLAIM since version 5. XAUTOCLAIM came with 6.2.
   *
   * @param consumer the name of the worker that reclaims it
   * @return the entry; empty if there is none to reclaim
   * @see <a href="https://redis.io/docs/latest/commands/xpending/">XPENDING</a>
   * @see <a href="https://redis.io/docs/latest/commands/xclaim/">XCLAIM</a>
   */
  public Optional<Entry> reclaim(String consumer) {
    throw new UnsupportedOperationException("TODO step 2: take over an entry, or set it aside");
  }

  /** Returns each chunk that was set aside, and the reason. */
  public Map<Chunk, String> setAside() {
    throw new UnsupportedOperationException("TODO step 2: tell what was set aside");
  }
}
