package sharing.durable;

import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * A chunk in the queue.
 *
 * @param id which entry of the stream it is
 * @param chunk the numbers to search
 */
public record Entry(StreamEntryID id, Chunk chunk) {

  /** Makes an entry from what Jedis has read. */
  public static Entry of(StreamEntry read) {
    return new Entry(read.getID(), Chunk.of(read.getFields()));
  }
}
