package sharing.ranges;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers {@code from}, {@code from + 1}, and so on, up to but not including {@code to}.
 *
 * @param from the first number, 0 or more
 * @param to the first number after the range, {@code from} or more
 */
public record LongRange(long from, long to) {

  /** How many numbers the range holds. */
  public long size() {
    return to - from;
  }

  /**
   * Step 1. Splits the numbers from {@code from} up to but not including {@code to} into parts.
   *
   * @param from 0 or more
   * @param to {@code from} or more
   * @param parts how many parts, 1 or more
   * @return {@code parts} ranges, ascending; each number is in exactly one of them, and their sizes
   *     differ by at most one, so some are empty when there are fewer numbers than parts
   * @throws IllegalArgumentException if {@code from} is negative, {@code to} is less than {@code
   *     from}, or {@code parts} is less than 1; the message names the argument and its value
   */
  public static List<LongRange> split(long from, long to, int parts) {
    if (from < 0) {
      throw new IllegalArgumentException("from must be 0 or more: " + from);
    }
    if (to < from) {
      throw new IllegalArgumentException("to must be " + from + " or more: " + to);
    }
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be 1 or more: " + parts);
    }
    // Each of the first parts gets one number of the remainder.
    long size = (to - from) / parts;
    long remainder = (to - from) % parts;
    List<LongRange> ranges = new ArrayList<>();
    long begin = from;
    for (int part = 0; part < parts; part++) {
      long end = begin + size + (part < remainder ? 1 : 0);
      ranges.add(new LongRange(begin, end));
      begin = end;
    }
    return ranges;
  }
}
