package sharing.mmap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * A file for one flag, mapped into memory: whoever maps it has the same memory, in any process of
 * this machine and in any language. It is four bytes long.
 *
 * <p>Any number of threads may use it.
 */
public final class FlagFile implements AutoCloseable {
  /**
   * Step 1. Makes the file, all bytes 0, and maps it. The file is there until this is closed. If it
   * cannot be mapped, such as by a thread that is interrupted, the file is deleted again.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if there is such a file already, which stays as it is; or if none can be
   *     made and mapped there
   */
  public static FlagFile create(Path file) throws IOException {
    throw new UnsupportedOperationException("TODO step 1: make the file, and map it");
  }

  /**
   * Maps a file that somebody else has made. The flag in it stays as it is, raised or lowered.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   * @throws IOException if there is no such file, and none is made; or if it cannot be mapped, or
   *     is longer or shorter than four bytes, and stays as it is
   */
  public static FlagFile open(Path file) throws IOException {
    throw new UnsupportedOperationException("TODO step 1: map the file");
  }

  /**
   * The four bytes of the file, to read and to write: the same buffer each time.
   *
   * @throws IllegalStateException if this is closed
   */
  public MappedByteBuffer memory() {
    throw new UnsupportedOperationException("TODO step 1: return the memory");
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
  public void close() throws IOException {
    throw new UnsupportedOperationException("TODO step 1: close the file");
  }
}
