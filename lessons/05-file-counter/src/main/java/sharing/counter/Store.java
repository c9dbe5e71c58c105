package sharing.counter;

import java.io.IOException;

/**
 * A place that keeps one number.
 *
 * <p>A store does not guard itself. Only one caller at a time may write. A caller that reads the
 * number, and then writes one that depends on it, must make sure that no other caller writes in
 * between.
 *
 * <p>A store is equal only to itself.
 */
public interface Store {
  /**
   * Returns the number that was written last.
   *
   * @return 0 or more
   * @throws IOException if the store cannot be read, or holds no number
   */
  long read() throws IOException;

  /**
   * Replaces the number.
   *
   * @param value 0 or more
   * @throws IOException if the store cannot be written to; it then still holds the old number
   */
  void write(long value) throws IOException;
}
