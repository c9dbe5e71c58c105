package sharing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The threads of this JVM that run, or would if they had a processor.
 *
 * <p>Java says of a thread that was woken that it waits, until it runs. On a busy machine, or on
 * one whose processors are another machine's threads, that may be a while. The operating system
 * knows better.
 */
final class ReadyThreads {
  /** Linux lists the threads of the process that asks here. */
  private static final Path TASKS = Path.of("/proc/self/task");

  /** Linux names the thread that asks here, as in "17/task/23". */
  private static final Path MYSELF = Path.of("/proc/thread-self");

  private ReadyThreads() {}

  /** Whether there is one besides the caller. Elsewhere than on Linux: no. */
  static boolean areThere() {
    try {
      Path myself = Files.readSymbolicLink(MYSELF).getFileName();
      return tasks().stream().anyMatch(task -> !task.getFileName().equals(myself) && isReady(task));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> tasks() throws IOException {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.toList();
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
