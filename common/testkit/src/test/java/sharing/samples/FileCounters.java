package sharing.samples;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Counters in a file, for processes: some right, some wrong. */
public final class FileCounters {
  private FileCounters() {}

  /** A number in a file. */
  public abstract static class InFile {
    protected final Path file;
    protected final Path beside;

    protected InFile(Path file) {
      this.file = file;
      this.beside = file.resolveSibling("lock");
    }

    public abstract void add() throws IOException;

    /** What the file holds. */
    public String text() throws IOException {
      return Files.readString(file);
    }

    long read() throws IOException {
      return Long.parseLong(text());
    }

    void write(long value) throws IOException {
      Path next = file.resolveSibling("new" + ProcessHandle.current().pid());
      Files.writeString(next, Long.toString(value));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    FileChannel open(Path path) throws IOException {
      return FileChannel.open(path, CREATE, READ, WRITE);
    }
  }

  // Right.

  /** Locks a file beside. */
  public static final class LockBeside extends InFile {
    public LockBeside(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      try (FileChannel channel = open(beside)) {
        channel.lock();
        write(read() + 1);
      }
    }
  }

  /** Asks for the lock again and again. */
  public static final class TryLockLoop extends InFile {
    public TryLockLoop(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      try (FileChannel channel = open(beside)) {
        FileLock lock = channel.tryLock();
        while (lock == null) {
          Thread.onSpinWait();
          lock = channel.tryLock();
        }
        write(read() + 1);
        lock.release();
      }
    }
  }

  /** Locks the file itself, and reads and writes through the same channel. */
  public static final class InPlace extends InFile {
    public InPlace(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      try (FileChannel channel = open(file)) {
        channel.lock();
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        String next = Long.toString(Long.parseLong(text) + 1);
        channel.write(ByteBuffer.wrap(next.getBytes(StandardCharsets.US_ASCII)), 0);
      }
    }
  }

  // Wrong.

  /** Nothing keeps others out. */
  public static final class NoLock extends InFile {
    public NoLock(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      write(read() + 1);
    }
  }

  /** Another process has a lock of its own. */
  public static final class LockInMemory extends InFile {
    private static final Lock LOCK = new ReentrantLock();

    public LockInMemory(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      LOCK.lock();
      try {
        write(read() + 1);
      } finally {
        LOCK.unlock();
      }
    }
  }

  /** The lock is on a file that is replaced. */
  public static final class LockOnReplaced extends InFile {
    public LockOnReplaced(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      try (FileChannel channel = open(file)) {
        channel.lock();
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        write(Long.parseLong(text) + 1);
      }
    }
  }

  /**
   * To read the file opens it again, and to close that drops the lock: on Linux, without a word.
   */
  public static final class OpenedAgain extends InFile {
    public OpenedAgain(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      try (FileChannel channel = open(file)) {
        channel.lock();
        byte[] next = Long.toString(read() + 1).getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(next));
      }
    }
  }

  /** The lock is released, and then the number is written. */
  public static final class ReleasedTooSoon extends InFile {
    public ReleasedTooSoon(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      long next;
      try (FileChannel channel = open(beside)) {
        channel.lock();
        next = read() + 1;
      }
      write(next);
    }
  }

  /** Two critical sections. */
  public static final class TwoLocks extends InFile {
    public TwoLocks(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      long next;
      try (FileChannel channel = open(beside)) {
        channel.lock();
        next = read() + 1;
      }
      try (FileChannel channel = open(beside)) {
        channel.lock();
        write(next);
      }
    }
  }

  /** For a moment there is nothing in the file. */
  public static final class EmptiedFirst extends InFile {
    public EmptiedFirst(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      long next = read() + 1;
      try (FileChannel channel = open(file)) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(next).getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }

  /** That a file exists is the lock. A process that is killed leaves it behind. */
  public static final class FileIsLock extends InFile {
    public FileIsLock(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      boolean mine = false;
      while (!mine) {
        try {
          Files.createFile(beside);
          mine = true;
        } catch (FileAlreadyExistsException e) {
          Thread.onSpinWait();
        }
      }
      write(read() + 1);
      Files.delete(beside);
    }
  }

  /** The lock is never released, as long as the process lives. */
  public static final class NeverReleased extends InFile {
    private FileChannel channel;

    public NeverReleased(Path file) {
      super(file);
    }

    @Override
    public void add() throws IOException {
      if (channel == null) {
        channel = open(beside);
        channel.lock();
      }
      write(read() + 1);
    }
  }
}
