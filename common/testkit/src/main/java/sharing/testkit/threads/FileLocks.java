package sharing.testkit.threads;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the file locks that this process holds, and the threads that wait for a lock of another
 * process.
 *
 * <p>Java reports a thread in {@link java.nio.channels.FileChannel#lock()} as running, because it
 * waits in the operating system. Any number of threads may use it.
 */
public final class FileLocks {
  /** Linux lists all locks here, and the processes that wait for one. */
  private static final Path LOCKS = Path.of("/proc/locks");

  private static final String MYSELF = ProcessHandle.current().pid() + " ";
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
    return lines().anyMatch(line -> line.contains("-> POSIX ADVISORY WRITE " + MYSELF));
  }

  /** The locks that this process holds, one text for each. Elsewhere than on Linux: none. */
  public static Set<String> held() {
    return lines()
        .filter(line -> !line.contains("->"))
        .flatMap(line -> Stream.of(line.split(" " + MYSELF, 2)).skip(1))
        .collect(Collectors.toSet());
  }

  /** As in "3: -> POSIX ADVISORY WRITE 1234 00:1c:56 0 EOF"; the arrow is one that waits. */
  private static Stream<String> lines() {
    try {
      return Files.readAllLines(LOCKS).stream().map(line -> line.replaceAll(" +", " "));
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
