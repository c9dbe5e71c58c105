package sharing.durable;

import java.net.URI;
import java.time.Duration;

/**
 * What a worker process reads from its command line.
 *
 * @param redis the server that the queue is in: {@code redis://host:port}
 * @param keys the keys of the search
 * @param limits when to give up
 */
public record WorkerArguments(URI redis, Keys keys, Limits limits) {

  /** Returns these values as the arguments of a {@code main} method. */
  public String[] toArray() {
    return new String[] {
      redis.toString(),
      keys.search(),
      Long.toString(limits.idle().toMillis()),
      Integer.toString(limits.deliveries()),
      Integer.toString(limits.deaths())
    };
  }

  /**
   * Reads these values from the arguments of a {@code main} method, as {@link #toArray} returns
   * them.
   */
  public static WorkerArguments of(String[] arguments) {
    return new WorkerArguments(
        URI.create(arguments[0]),
        new Keys(arguments[1]),
        new Limits(
            Duration.ofMillis(Long.parseLong(arguments[2])),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4])));
  }
}
