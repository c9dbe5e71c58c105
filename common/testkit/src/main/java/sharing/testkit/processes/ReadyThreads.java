package sharing.testkit.processes;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The threads of this JVM, or of another process, that run, or would if they had a processor.
 *
 * <p>Java says of a thread that was woken that it waits, until it runs. On a busy machine, or on
 * one whose processors are another machine's threads, that may be a while. The operating system
 * knows better. Any number of threads may use it.
 */
public final class ReadyThreads {
  /** Linux names the thread that asks here, as in "17/task/23". */
  private static final Path MYSELF = Path.of("/proc/thread-self");

  /**
   * How many bytes of a thread's file are read: enough for its number, its name, which has 15 bytes
   * at most, and its state, and too few for another bracket to follow.
   */
  private static final int START = 48;

  private ReadyThreads() {}

  /** Whether the operating system tells of them: on Linux. */
  public static boolean areKnown() {
    return Files.isSymbolicLink(MYSELF);
  }

  /** Whether there is one in this JVM besides the caller. Elsewhere than on Linux: no. */
  public static boolean areThere() {
    try {
      String myself = Files.readSymbolicLink(MYSELF).getFileName().toString();
      return tasks("self").anyMatch(task -> !task.getName().equals(myself) && isReady(task));
    } catch (IOException e) {
      return false;
    }
  }

  /** How many there are in a process. If it has ended, or elsewhere than on Linux: none. */
  static long in(ProcessHandle process) {
    return tasks(Long.toString(process.pid())).filter(ReadyThreads::isReady).count();
  }

  /** Linux lists the threads of a process here. It is asked often, and files are quick. */
  private static Stream<File> tasks(String process) {
    File[] tasks = new File("/proc/" + process + "/task").listFiles();
    return tasks == null ? Stream.empty() : Stream.of(tasks);
  }

  /** As the file says: "23 (its name) R" and more. */
  private static boolean isReady(File task) {
    byte[] start = new byte[START];
    try (FileInputStream stat = new FileInputStream(new File(task, "stat"))) {
      int end = stat.read(start) - 1;
      while (end > 0 && start[end] != ')') {
        end--;
      }
      return end > 0 && start[end + 2] == 'R';
    } catch (IOException e) {
      return false; // It has ended.
    }
  }
}
