package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sharing.testkit.interleaver.Interleaver;

/**
 * The schedule that broke a student's code last. It is kept in a file until another one does, so
 * that it can be run again when the code was changed.
 *
 * @param test the test, as {@link TestResult#name()} has it
 * @param file the file with the name of the schedule
 */
record LastSchedule(String test, Path file) {
  private static final Path FOLDER = Path.of("target", "replay");

  /** Keeps the schedule of a test that failed, if that has one. */
  static void keep(Lesson lesson, TestResult failed) throws IOException {
    String schedule = failed.failure().replay().schedule();
    if (!schedule.isEmpty()) {
      Path folder = Files.createDirectories(lesson.dir().resolve(FOLDER));
      Files.writeString(folder.resolve("schedule.json"), schedule);
      Files.writeString(folder.resolve("test.txt"), failed.name());
    }
  }

  /** The schedule that is kept, or nothing. */
  static Optional<LastSchedule> in(Lesson lesson) throws IOException {
    Path folder = lesson.dir().resolve(FOLDER);
    Path test = folder.resolve("test.txt");
    return Files.exists(test)
        ? Optional.of(new LastSchedule(Files.readString(test), folder.resolve("schedule.json")))
        : Optional.empty();
  }

  /** The option for a JVM that runs no other schedule. */
  String option() {
    return "-D" + Interleaver.SCHEDULE + "=" + file;
  }
}
