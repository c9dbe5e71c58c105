package sharing.durable;

import java.net.URI;
import java.time.Duration;

/**
 * What a worker's process is told.
 *
 * @param redis the server that the queue is in: {@code redis://host:port}
 * @param keys the keys of the search
 * @param limits when to give up
 */
public record Task(URI redis, Keys keys, Limits limits) {

  /** As the arguments of a main method. */
  public String[] arguments() {
    return new String[] {
      redis.toString(),
      keys.search(),
      Long.toString(limits.idle().toMillis()),
      Integer.toString(limits.deliveries()),
      Integer.toString(limits.deaths())
    };
  }

  /** From the arguments of a main method. */
  public static Task of(String[] arguments) {
    return new Task(
        URI.create(arguments[0]),
        new Keys(arguments[1]),
        new Limits(
            Duration.ofMillis(Long.parseLong(arguments[2])),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4])));
  }
}
