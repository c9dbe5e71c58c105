package sharing.testkit.threads;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Tells which threads wait for a lock of a file that another process holds.
 *
 * <p>Java says of a thread in {@link java.nio.channels.FileChannel#lock()} that it runs: it waits
 * in the operating system. Any number of threads may use it.
 */
public final class FileLocks {
  /** Linux lists all locks here, and the processes that wait for one. */
  private static final Path LOCKS = Path.of("/proc/locks");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private FileLocks() {}

  /** Whether a thread asks for a lock, and may wait for it. */
  public static boolean isAskedFor(Thread thread) {
    ThreadInfo info = THREADS.getThreadInfo(thread.getId());
    // A stack costs a stop of all threads. Most of those that run do not run native code.
    return info != null
        && info.getThreadState() == Thread.State.RUNNABLE
        && info.isInNative()
        && isAskedFor(thread.getStackTrace());
  }

  /**
   * The same, for a thread that runs, and has this stack.
   *
   * @param stack the innermost frame first; perhaps empty
   */
  static boolean isAskedFor(StackTraceElement[] stack) {
    return stack.length > 0
        && stack[0].getMethodName().equals("lock0")
        && stack[0].getClassName().startsWith("sun.nio.ch.");
  }

  /** Whether a thread of this process surely waits for a lock. Elsewhere than on Linux: no. */
  static boolean areWaitedFor() {
    // As in "3: -> POSIX  ADVISORY  WRITE 1234 00:1c:56 0 EOF".
    String waiting = "-> POSIX ADVISORY WRITE " + ProcessHandle.current().pid() + " ";
    try (Stream<String> lines = Files.lines(LOCKS)) {
      return lines.anyMatch(line -> line.replaceAll(" +", " ").contains(waiting));
    } catch (IOException e) {
      return false;
    }
  }
}
