package sharing.durable;

import java.time.Duration;

/**
 * The keys of one search in the Redis server.
 *
 * @param search the name of the search
 */
public record Keys(String search) {
  /** The consumer group of each stream. */
  public static final String GROUP = "workers";

  /** How long a key lives after its expiry was last set. */
  public static final Duration LIFE = Duration.ofDays(1);

  /**
   * @throws IllegalArgumentException if {@code search} is null
   */
  public Keys {
    if (search == null) {
      throw new IllegalArgumentException("search must not be null");
    }
  }

  /** The queue: a stream, with an entry for each chunk. */
  public String queue() {
    return search + ":queue";
  }

  /** The results of the finished chunks. */
  public String results() {
    return search + ":results";
  }

  /** The chunks that were set aside: a hash with a field for each, and the reason as its value. */
  public String aside() {
    return search + ":aside";
  }
}
