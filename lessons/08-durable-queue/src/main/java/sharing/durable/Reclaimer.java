package sharing.durable;

import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.RedisClient;

/**
 * Step 2. Takes entries over from workers that have died: no other worker would ever finish them.
 *
 * <p>No process can know that a worker has died. A worker is treated as dead when an entry has been
 * with it for too long. If it was only slow, it finishes the entry too, and no harm is done.
 *
 * <p>What the server refuses, and a server that does not answer, is a {@link
 * redis.clients.jedis.exceptions.JedisException}. Any number of threads may use one object.
 */
public final class Reclaimer {
  /**
   * Looks after the queue of a search.
   *
   * @param redis the server; it stays the caller's
   * @param keys the keys of the search
   * @param limits when to give up on a worker, and on an entry
   * @throws IllegalArgumentException if an argument is null; the message names it
   */
  public Reclaimer(RedisClient redis, Keys keys, Limits limits) {
    throw new UnsupportedOperationException("TODO step 2: check the arguments and keep them");
  }

  /**
   * Takes over one pending entry that has been with a worker for {@link Limits#idle} or longer. If
   * two workers try that at the same time, one gets it.
   *
   * <p>An entry that has been with a worker for so long and was delivered {@link Limits#deliveries}
   * times or more is not taken over any more, but set aside: it is written down in {@link
   * Keys#aside}, with the reason, which says how often it was delivered, such as "3 times", and
   * then acknowledged. That key expires {@link Keys#LIFE} later. To take an entry over is to
   * deliver it; a delivery between the look at an entry and its claim need not be noticed.
   *
   * <p>Redis has XPENDING and XCLAIM since version 5. XAUTOCLAIM came with 6.2.
   *
   * @param consumer the name of the worker that takes it over
   * @return the entry; nothing if there is none
   * @see <a href="https://redis.io/docs/latest/commands/xpending/">XPENDING</a>
   * @see <a href="https://redis.io/docs/latest/commands/xclaim/">XCLAIM</a>
   */
  public Optional<Entry> reclaim(String consumer) {
    throw new UnsupportedOperationException("TODO step 2: take over an entry, or set it aside");
  }

  /** Each chunk that was set aside, and the reason. */
  public Map<Chunk, String> setAside() {
    throw new UnsupportedOperationException("TODO step 2: tell what was set aside");
  }
}
