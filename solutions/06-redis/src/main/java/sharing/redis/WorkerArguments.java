package sharing.redis;

import java.net.URI;
import sharing.common.DivisorRange;

/**
 * The arguments on the command line of a worker process.
 *
 * @param redis the server that holds the flag
 * @param key the key of the flag
 * @param n the number for which to find a divisor
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one check of the flag to the next
 */
public record WorkerArguments(URI redis, String key, long n, DivisorRange range, int checkEvery) {

  /** Returns the values as the arguments of a {@code main} method. */
  public String[] toArray() {
    return new String[] {
      redis.toString(),
      key,
      Long.toString(n),
      Long.toString(range.first()),
      Long.toString(range.last()),
      Integer.toString(checkEvery)
    };
  }

  /**
   * Parses the arguments of a {@code main} method. They have the form that {@link #toArray}
   * returns.
   */
  public static WorkerArguments of(String[] arguments) {
    return new WorkerArguments(
        URI.create(arguments[0]),
        arguments[1],
        Long.parseLong(arguments[2]),
        new DivisorRange(Long.parseLong(arguments[3]), Long.parseLong(arguments[4])),
        Integer.parseInt(arguments[5]));
  }
}
