package sharing.mmap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for one flag, mapped into memory: whoever maps it has the same memory, in any process of
 * this machine and in any language. It is four bytes long.
 *
 * <p>Any number of threads may use it.
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
   * Step 1. Makes the file, all bytes 0, and maps it. The file is there until this is closed. If it
   * cannot be mapped, such as by a thread that is interrupted, the file is deleted again.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if there is such a file already, which stays as it is; or if none can be
   *     made and mapped there
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
        // To map more than the file has makes the file longer, with zeros.
        return new FlagFile(file, true, channel.map(MapMode.READ_WRITE, 0, BYTES));
      } catch (IOException e) {
        Files.deleteIfExists(file); // Nobody else would: there is no object to close.
        throw e;
      }
    }
  }

  /**
   * Maps a file that somebody else has made. The flag in it stays as it is, raised or lowered.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if there is no such file, and none is made; or if it cannot be mapped, or
   *     is longer or shorter than four bytes, and stays as it is
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
   * The four bytes of the file, to read and to write: the same buffer each time.
   *
   * @throws IllegalStateException if this is closed
   */
  public MappedByteBuffer memory() {
    MappedByteBuffer mapped = memory;
    if (mapped == null) {
      throw new IllegalStateException(file + " is closed");
    }
    return mapped;
  }

  /**
   * Ends the use of this object. The object that created the file deletes it; one that opened it
   * leaves it. To close it again changes nothing.
   *
   * <p>The memory stays mapped until the garbage collector finds that nobody has the buffer any
   * more: JDK 17 has no other way. Till then, Windows does not delete the file.
   *
   * @throws IOException if the file cannot be deleted
   */
  @Override
  public synchronized void close() throws IOException {
    if (memory == null) {
      return; // By now, another flag may have the name.
    }
    memory = null;
    if (isOwner) {
      Files.deleteIfExists(file);
    }
  }
}
