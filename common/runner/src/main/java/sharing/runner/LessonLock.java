package sharing.runner;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/**
 * Lets one run of a lesson at a time write to its {@code target}: two of them would end each other.
 * For runs in different JVMs.
 */
public final class LessonLock {
  private LessonLock() {}

  /**
   * Runs an action when no other run of the lesson is in progress, and prints a message if it must
   * wait. The operating system releases the lock with the process, however that ends.
   *
   * @return what the work returns
   * @throws Exception what the work throws, or if the file of the lock cannot be opened
   */
  public static <T> T alone(Lesson lesson, Callable<T> work) throws Exception {
    Path file = lesson.dir().resolve(Path.of("target", "lock"));
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        System.out.printf(
            "%nAnother run of %s is in progress. This run waits for it to end.%n", lesson.path());
        System.out.flush();
        channel.lock();
      }
      return work.call();
    }
  }
}
