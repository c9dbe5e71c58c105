package sharing.counter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts in a file, for several processes, and for several threads in each of them.
 *
 * <p>Any number of counters may use one file, even if their paths to the file differ, and no
 * increment is lost. A path through a symbolic or hard link is not supported. A process that is
 * killed during an increment does not keep other processes out, and the file then holds the number
 * with that increment or without it. One other file may stay beside this file; a killed process may
 * leave more. No call deletes or replaces that other file, because a process may be waiting for a
 * lock on it.
 *
 * <p>After any number of increments, a counter keeps at most one file open.
 */
public final class ProcessCounter {
  /** A file lock belongs to the process. This lock excludes the other threads of the process. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final CountFile store;
  private final Path lockFile;

  /**
   * Step 5. Makes a counter that continues from the number in the file, which it reads and writes
   * as a {@link CountFile} does.
   *
   * @throws IllegalArgumentException if {@code file} is null; the message names it
   */
  public ProcessCounter(Path file) {
    if (file == null) {
      throw new IllegalArgumentException("file must not be null");
    }
    this.store = new CountFile(file);
    // Not the file itself: each write replaces it, and reading it would release a lock on it.
    this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
  }

  /**
   * Adds one to the number in the file; that number must be less than {@link Long#MAX_VALUE}. A
   * call that fails does not stop later calls: each of them makes its own attempt. If the calling
   * thread is interrupted, this method may fail, and then adds nothing.
   *
   * @return the new number; no two calls in any of the processes return the same one, as long as
   *     nothing else writes to the file
   * @throws IOException if {@link CountFile} cannot read or write the file, or if the call fails
   *     because the calling thread is interrupted
   */
  public long increment() throws IOException {
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel =
          FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // Until the channel is closed.
        long next = store.read() + 1;
        store.write(next);
        return next;
      }
    }
  }
}
