package sharing.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Some of the numbers of a search: the half-open range [from, to).
 *
 * @param from the first number
 * @param to the first number after it, more than {@code from}
 */
public record Chunk(long from, long to) {

  /**
   * @throws IllegalArgumentException if the chunk would be empty; the message names both values
   */
  public Chunk {
    if (to <= from) {
      throw new IllegalArgumentException("to must be more than from: " + from + ", " + to);
    }
  }

  /**
   * Cuts a range into chunks, ascending. The last chunk may be shorter than the others.
   *
   * @param from the first number
   * @param to the first number after the range, more than {@code from}
   * @param size how many numbers a chunk has, 1 or more
   */
  public static List<Chunk> split(long from, long to, int size) {
    List<Chunk> chunks = new ArrayList<>();
    long first = from;
    while (first < to) {
      // Unsigned: the difference may be more than the largest long, and is still correct.
      long next = Long.compareUnsigned(to - first, size) > 0 ? first + size : to;
      chunks.add(new Chunk(first, next));
      first = next;
    }
    return chunks;
  }

  /** Returns the chunk as the fields of an entry in a stream. */
  public Map<String, String> fields() {
    return Map.of("from", Long.toString(from), "to", Long.toString(to));
  }

  /** Reads a chunk from the fields of an entry in a stream. */
  public static Chunk of(Map<String, String> fields) {
    return new Chunk(Long.parseLong(fields.get("from")), Long.parseLong(fields.get("to")));
  }

  /** Returns the name of the chunk in the server, such as {@code 100..200}. */
  @Override
  public String toString() {
    return from + ".." + to;
  }

  /** Reads a chunk from its name in the server. */
  public static Chunk named(String name) {
    String[] ends = name.split("\\.\\.");
    return new Chunk(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }
}
