package sharing.redis;

import java.net.URI;
import sharing.common.DivisorRange;

/**
 * What a worker process is told on its command line.
 *
 * @param redis the server that the flag is in
 * @param key the key of the flag
 * @param n the number whose divisors are searched for
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one look at the flag to the next
 */
public record WorkerArguments(URI redis, String key, long n, DivisorRange range, int checkEvery) {

  /** Writes them as the arguments of a {@code main} method. */
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

  /** Reads them from the arguments of a {@code main} method, as {@link #toArray} writes them. */
  public static WorkerArguments of(String[] arguments) {
    return new WorkerArguments(
        URI.create(arguments[0]),
        arguments[1],
        Long.parseLong(arguments[2]),
        new DivisorRange(Long.parseLong(arguments[3]), Long.parseLong(arguments[4])),
        Integer.parseInt(arguments[5]));
  }
}
