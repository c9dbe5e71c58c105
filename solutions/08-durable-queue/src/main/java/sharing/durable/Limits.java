package sharing.durable;

import java.time.Duration;

/**
 * When to give up: on a worker, on a chunk, and on a search.
 *
 * @param idle how long an entry may be with a worker before that worker is treated as dead, 1 ms or
 *     more; longer than any chunk takes, because a slow worker is not dead
 * @param deliveries how often the entry of a chunk may be delivered before it is set aside, 1 or
 *     more
 * @param deaths how many worker processes of one search may die, 0 or more; at the next death the
 *     search gives up
 */
public record Limits(Duration idle, int deliveries, int deaths) {

  /**
   * @throws IllegalArgumentException if a limit is null or too small; the message names it and its
   *     value
   */
  public Limits {
    if (idle == null || idle.toMillis() < 1) {
      throw new IllegalArgumentException("idle must be 1 ms or more: " + idle);
    }
    if (deliveries < 1) {
      throw new IllegalArgumentException("deliveries must be 1 or more: " + deliveries);
    }
    if (deaths < 0) {
      throw new IllegalArgumentException("deaths must be 0 or more: " + deaths);
    }
  }
}
