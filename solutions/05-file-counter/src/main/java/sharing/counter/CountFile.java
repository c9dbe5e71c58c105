package sharing.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps one number in a file, as the text that {@link CountText} makes of it.
 *
 * <p>As long as only one caller at a time writes, a reader finds the whole old file or the whole
 * new one at every moment, even if a process is killed while it writes. During the first write, it
 * finds no file or the whole new one. A write replaces the file and never changes it. It makes the
 * new file in the same folder, because a move is one step only if it stays within one file system.
 * A new file that a killed process left in the folder does not stop a later write. The file may
 * have any name. Files in one folder may be written at the same time, unless one of them has the
 * name of another one's new file. What a power failure leaves is not specified.
 *
 * <p>When a call ends, it leaves no file open, even if it fails.
 */
public final class CountFile implements Store {
  private final Path file;

  /**
   * Makes a store in a file, which need not exist before the first {@link #write}. A bare name is a
   * file in the working folder.
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
   * Step 1. Returns the number in the file.
   *
   * @return 0 or more
   * @throws IOException if the file cannot be read, or if {@link CountText#parse} rejects its text:
   *     an empty file or a file that is cut off is an error, not 0. The message names the file
   */
  @Override
  public long read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
    return CountText.parse(text, file);
  }

  /**
   * Step 1. Replaces the file with one that holds another number, as the text that {@link
   * CountText#format} makes. It leaves no other file behind, even if it cannot replace the file.
   *
   * @param value 0 or more
   * @throws IllegalArgumentException if {@code value} is negative; the message contains this number
   * @throws IOException if the file cannot be replaced; the file then stays as it was, and so does
   *     a folder that has its name, even an empty one. The message names the file
   */
  @Override
  public void write(long value) throws IOException {
    if (value < 0) {
      throw new IllegalArgumentException("value must be 0 or more: " + value);
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(next, CountText.format(value));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw new IOException("cannot write " + file, e);
    }
  }
}
