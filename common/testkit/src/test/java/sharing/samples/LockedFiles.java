package sharing.samples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that the threads of several processes change, under locks of files. */
public final class LockedFiles {
  private static final Object IN_THIS_PROCESS = new Object();

  private LockedFiles() {}

  /** Adds one letter. */
  public interface Letters {
    void add(Path file) throws IOException;
  }

  /** Right: who waits for another thread has not opened the locked file. */
  public static class OpensUnderALock implements Letters {
    @Override
    public void add(Path file) throws IOException {
      synchronized (IN_THIS_PROCESS) {
        append(file);
      }
    }
  }

  /** Wrong: it closes the locked file while another thread holds the lock. */
  public static class OpensBefore implements Letters {
    @Override
    public void add(Path file) throws IOException {
      FileChannel.open(lock(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
      synchronized (IN_THIS_PROCESS) {
        append(file);
      }
    }
  }

  /** Wrong: the same, if the first try to lock does not succeed. */
  public static class TriesAgain implements Letters {
    @Override
    public void add(Path file) throws IOException {
      boolean isAdded = false;
      while (!isAdded) {
        try {
          append(file);
          isAdded = true;
        } catch (OverlappingFileLockException e) {
          Thread.yield(); // A thread of this process has it.
        }
      }
    }
  }

  private static void append(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(lock(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      String before = Files.readString(file);
      Files.writeString(file, before + "x");
    }
  }

  private static Path lock(Path file) {
    return file.resolveSibling("lock");
  }
}
