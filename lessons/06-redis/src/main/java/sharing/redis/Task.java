package sharing.redis;

import java.net.URI;
import sharing.common.DivisorRange;

/**
 * What a worker's process is told.
 *
 * @param redis the server that the flag is in
 * @param key the key of the flag
 * @param n the number whose divisors are searched for
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one look at the flag to the next
 */
public record Task(URI redis, String key, long n, DivisorRange range, int checkEvery) {

  /** As the arguments of a main method. */
  public String[] arguments() {
    return new String[] {
      redis.toString(),
      key,
      Long.toString(n),
      Long.toString(range.first()),
      Long.toString(range.last()),
      Integer.toString(checkEvery)
    };
  }

  /** From the arguments of a main method. */
  public static Task of(String[] arguments) {
    return new Task(
        URI.create(arguments[0]),
        arguments[1],
        Long.parseLong(arguments[2]),
        new DivisorRange(Long.parseLong(arguments[3]), Long.parseLong(arguments[4])),
        Integer.parseInt(arguments[5]));
  }
}
