package sharing.mmap;

import java.nio.file.Path;
import sharing.common.DivisorRange;

/**
 * What a worker's process is told.
 *
 * @param file the file that the flag is in
 * @param n the number whose divisors are searched for
 * @param range the divisors to try
 * @param checkEvery how many divisors to try from one look at the flag to the next
 */
public record Task(Path file, long n, DivisorRange range, int checkEvery) {

  /** As the arguments of a main method. */
  public String[] arguments() {
    return new String[] {
      file.toString(),
      Long.toString(n),
      Long.toString(range.first()),
      Long.toString(range.last()),
      Integer.toString(checkEvery)
    };
  }

  /** From the arguments of a main method. */
  public static Task of(String[] arguments) {
    return new Task(
        Path.of(arguments[0]),
        Long.parseLong(arguments[1]),
        new DivisorRange(Long.parseLong(arguments[2]), Long.parseLong(arguments[3])),
        Integer.parseInt(arguments[4]));
  }
}
