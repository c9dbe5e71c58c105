package sharing.counter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps one number in a file, as the text that {@link CountText} makes of it.
 *
 * <p>At each moment the file is the old one or the new one, whole, even for a process that is
 * killed while it writes. It is replaced, and never changed; the new one is made beside it, in the
 * same folder, for only within a file system is a move one step. What a process that was killed has
 * left there stops no later write. What a power failure leaves is not said here.
 *
 * <p>When a call has ended, no file is open, even if it has failed.
 */
public final class CountFile implements Store {
  private final Path file;

  /**
   * A store in a file, which need not exist before the first {@link #write}. A bare name is a file
   * in the working folder.
   *
   * @throws IllegalArgumentException if {@code file} is null
   */
  public CountFile(Path file) {
    if (file == null) {
      throw new IllegalArgumentException("file must not be null");
    }
    this.file = file;
  }

  /**
   * Step 1. The number in the file.
   *
   * @return 0 or more
   * @throws IOException if the file cannot be read, or if {@link CountText#parse} refuses its text:
   *     an empty file, or half a file, is an error, and not 0. The message names the file
   */
  @Override
  public long read() throws IOException {
    throw new UnsupportedOperationException(
        "TODO step 1: read the file, and let CountText parse its text");
  }

  /**
   * Step 1. Replaces the file by one that holds the text of another number, as {@link
   * CountText#format} makes it. No other file is left behind, even if the new one cannot take the
   * place of the file.
   *
   * @param value 0 or more
   * @throws IllegalArgumentException if {@code value} is negative; the message names it
   * @throws IOException if the file cannot be replaced; then it is what it was before. The message
   *     names the file
   */
  @Override
  public void write(long value) throws IOException {
    throw new UnsupportedOperationException("TODO step 1: replace the file by another one");
  }
}
