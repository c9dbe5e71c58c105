package sharing.mmap;

import java.nio.file.Path;
import sharing.common.DivisorRange;

/**
 * The arguments of a worker process, as its command line has them.
 *
 * @param file the file that holds the flag
 * @param n the number for which to find a divisor
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one check of the flag to the next
 */
public record WorkerArguments(Path file, long n, DivisorRange range, int checkEvery) {

  /** Writes this object as the arguments of a {@code main} method. */
  public String[] toArray() {
    return new String[] {
      file.toString(),
      Long.toString(n),
      Long.toString(range.first()),
      Long.toString(range.last()),
      Integer.toString(checkEvery)
    };
  }

  /**
   * Reads an object from the arguments of a {@code main} method, as {@link #toArray} writes them.
   */
  public static WorkerArguments of(String[] arguments) {
    return new WorkerArguments(
        Path.of(arguments[0]),
        Long.parseLong(arguments[1]),
        new DivisorRange(Long.parseLong(arguments[2]), Long.parseLong(arguments[3])),
        Integer.parseInt(arguments[4]));
  }
}
