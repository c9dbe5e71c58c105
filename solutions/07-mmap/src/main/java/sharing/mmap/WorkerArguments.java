package sharing.mmap;

import java.nio.file.Path;
import sharing.common.DivisorRange;

/**
 * What a worker process is told on its command line.
 *
 * @param file the file that the flag is in
 * @param n the number whose divisors are searched for
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one look at the flag to the next
 */
public record WorkerArguments(Path file, long n, DivisorRange range, int checkEvery) {

  /** Writes them as the arguments of a {@code main} method. */
  public String[] toArray() {
    return new String[] {
      file.toString(),
      Long.toString(n),
      Long.toString(range.first()),
      Long.toString(range.last()),
      Integer.toString(checkEvery)
    };
  }

  /** Reads them from the arguments of a {@code main} method, as {@link #toArray} writes them. */
  public static WorkerArguments of(String[] arguments) {
    return new WorkerArguments(
        Path.of(arguments[0]),
        Long.parseLong(arguments[1]),
        new DivisorRange(Long.parseLong(arguments[2]), Long.parseLong(arguments[3])),
        Integer.parseInt(arguments[4]));
  }
}
