package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import sharing.runner.Lesson;

/**
 * Which lessons were graded of the same submission, or of the same folder of submissions: in this
 * run of Maven, which knows one lesson at a time, or in an earlier one.
 */
final class GradedLessons {
  /** The file of a lesson that says what was graded. */
  private static final String OF = "of.txt";

  private GradedLessons() {}

  /**
   * Notes what a lesson was graded of.
   *
   * @param results the folder of the lesson's results
   */
  static void note(Path results, Path graded) throws IOException {
    Files.writeString(Files.createDirectories(results).resolve(OF), graded.toString());
  }

  /**
   * The lessons that were graded of what is in a folder, in order.
   *
   * @param root the folder of the course
   * @param results gives the folder of a lesson's results
   */
  static List<Lesson> of(Path root, Path graded, Function<Lesson, Path> results)
      throws IOException {
    return lessons(root, results, graded.toString()::equals);
  }

  /** The lessons that were last graded of something else: those results are gone. */
  static List<Lesson> ofOthers(Path root, Path graded, Function<Lesson, Path> results)
      throws IOException {
    return lessons(root, results, of -> !of.equals(graded.toString()));
  }

  private static List<Lesson> lessons(
      Path root, Function<Lesson, Path> results, Predicate<String> graded) throws IOException {
    List<Lesson> lessons = new ArrayList<>();
    try (Stream<Path> all = Files.list(root.resolve("lessons"))) {
      for (Path dir : all.filter(Files::isDirectory).sorted().toList()) {
        Lesson lesson = new Lesson(dir);
        Path of = results.apply(lesson).resolve(OF);
        if (Files.exists(of) && graded.test(Files.readString(of))) {
          lessons.add(lesson);
        }
      }
    }
    return lessons;
  }
}
