package sharing.mmap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for one flag, mapped into memory: all processes of this machine that map it share its
 * memory, whatever language they are written in. The file is four bytes long.
 *
 * <pre>
 *    process A                   process B
 *   +----------+               +----------+
 *   | memory() |               | memory() |
 *   +----+-----+               +-----+----+
 *        |       +-----------+       |
 *        +-------| the file: |-------+
 *                |  4 bytes  |
 *                +-----------+
 * </pre>
 *
 * <p>Any number of threads may use an object of this class.
 */
public final class FlagFile implements AutoCloseable {
  private static final int BYTES = Integer.BYTES;

  private final Path file;
  private final boolean isOwner;

  /** Null when this object is closed. */
  private volatile MappedByteBuffer memory;

  private FlagFile(Path file, boolean isOwner, MappedByteBuffer memory) {
    this.file = file;
    this.isOwner = isOwner;
    this.memory = memory;
  }

  /**
   * Step 1. Creates the file, all bytes 0, and maps it. The file exists until this object is
   * closed; if the process is killed before that, the file stays. If the file cannot be mapped, for
   * example because the thread is interrupted, this method deletes it.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if the file exists already (it then stays as it is), if it cannot be
   *     created, or if it cannot be mapped
   */
  public static FlagFile create(Path file) throws IOException {
    if (file == null) {
      throw new IllegalArgumentException("file must not be null");
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      try {
        // map() makes the file as long as the mapping, with zeros.
        return new FlagFile(file, true, channel.map(MapMode.READ_WRITE, 0, BYTES));
      } catch (IOException e) {
        Files.deleteIfExists(file); // There is no object whose close() would do it.
        throw e;
      }
    }
  }

  /**
   * Maps a file that another object has created, in this process or in another one. The flag in it
   * stays as it is, raised or lowered.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if the file does not exist (it is then not created), if it is longer or
   *     shorter than four bytes, or if it cannot be mapped (in the last two cases, it stays as it
   *     is)
   */
  public static FlagFile open(Path file) throws IOException {
    if (file == null) {
      throw new IllegalArgumentException("file must not be null");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        throw new IOException(file + " is no file for a flag: " + channel.size() + " bytes");
      }
      return new FlagFile(file, false, channel.map(MapMode.READ_WRITE, 0, BYTES));
    }
  }

  /**
   * Returns the buffer that maps the four bytes of the file, for reading and writing. Each call
   * returns the same buffer.
   *
   * @throws IllegalStateException if this object is closed
   */
  public MappedByteBuffer memory() {
    MappedByteBuffer mapped = memory;
    if (mapped == null) {
      throw new IllegalStateException(file + " is closed");
    }
    return mapped;
  }

  /**
   * Closes this object: from now on, {@link #memory} throws. The object that created the file
   * deletes it; an object that opened the file leaves it. Closing an object again changes nothing.
   *
   * <p>The memory stays mapped until the garbage collector finds that the buffer is unreachable:
   * JDK 17 has no other standard way to unmap it. Until then, Windows does not delete the file.
   *
   * @throws IOException if the file cannot be deleted. If the file is already gone, this method may
   *     throw this exception, but need not
   */
  @Override
  public synchronized void close() throws IOException {
    if (memory == null) {
      return; // By now, a newer file may have this name.
    }
    memory = null;
    if (isOwner) {
      Files.deleteIfExists(file);
    }
  }
}
