package sharing.testkit.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private ReadyThreads() {}

  /** Whether the operating system tells of them: on Linux. */
  public static boolean areKnown() {
    return Files.isSymbolicLink(MYSELF);
  }

  /** Whether there is one in this JVM besides the caller. Elsewhere than on Linux: no. */
  public static boolean areThere() {
    try {
      Path myself = Files.readSymbolicLink(MYSELF).getFileName();
      return tasks("self").anyMatch(task -> !task.getFileName().equals(myself) && isReady(task));
    } catch (IOException e) {
      return false;
    }
  }

  /** How many there are in a process. If it has ended, or elsewhere than on Linux: none. */
  static long in(ProcessHandle process) {
    try {
      return tasks(Long.toString(process.pid())).filter(ReadyThreads::isReady).count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Linux lists the threads of a process here. */
  private static Stream<Path> tasks(String process) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", process, "task"))) {
      return tasks.toList().stream();
    }
  }

  /** As the file says: "23 (its name) R" and more. */
  private static boolean isReady(Path task) {
    try {
      String text = Files.readString(task.resolve("stat"));
      return text.charAt(text.lastIndexOf(')') + 2) == 'R';
    } catch (IOException e) {
      return false; // It has ended.
    }
  }
}
