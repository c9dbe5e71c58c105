package sharing.counter;

import java.io.IOException;

/**
 * A place that keeps one number.
 *
 * <p>A store does not guard itself: who reads, and then writes what follows from that, must see to
 * it that nobody else does so in between.
 */
public interface Store {
  /**
   * The number that was written last.
   *
   * @return 0 or more
   * @throws IOException if the store cannot be read, or holds no number
   */
  long read() throws IOException;

  /**
   * Puts a number in the place of the one before.
   *
   * @param value 0 or more
   * @throws IOException if the store cannot be written to; it then holds what it held before
   */
  void write(long value) throws IOException;
}
