package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sharing.runner.ClassPath;
import sharing.runner.Compilation;
import sharing.runner.Lesson;
import sharing.runner.LessonEnd;
import sharing.runner.LessonLock;
import sharing.testkit.TemporaryFolder;

/**
 * Grades one lesson of the checkout in {@code -Dsubmission}. The result is in {@code
 * target/grading} of the lesson, as {@link ResultFiles} has it; with {@code -Dformat}, what a
 * platform reads of all lessons stands in {@code target/grading} of the course.
 */
public final class SubmissionGrading {
  private SubmissionGrading() {}

  /** The folder of the results of a lesson. */
  static Path folder(Lesson lesson) {
    return lesson.dir().resolve(Path.of("target", "grading"));
  }

  /**
   * Grades the module in the folder {@code arguments[0]}.
   *
   * @throws LessonEnd.LessonNotDone if not all tests pass
   */
  public static void main(String[] arguments) throws Exception {
    Lesson lesson = new Lesson(Path.of(arguments[0]));
    Path submission = typed("submission");
    Weights weights = Weights.ofProperties();
    Optional<GradingFormat> format =
        Optional.ofNullable(System.getProperty("format")).map(GradingFormat::of);
    LessonResult result =
        LessonLock.alone(
            lesson,
            () -> {
              Compilation.assertCompiles(lesson, ClassPath.ofCaller());
              return grade(lesson, submission, ClassPath.ofCaller(), weights);
            });
    if (format.isPresent()) {
      write(format.get(), lesson.dir().getParent().getParent(), submission);
    }
    System.out.printf("%n%s%n", ResultFiles.text(result));
    System.out.flush();
    if (!result.passed()) {
      LessonEnd.notDone(
          arguments,
          lesson.path()
              + " of the submission is not done. See "
              + lesson.path()
              + "/target/grading");
    }
  }

  /** Grades, and writes the files. */
  static LessonResult grade(Lesson lesson, Path submission, String classPath, Weights weights)
      throws Exception {
    Path folder = folder(lesson);
    TemporaryFolder.delete(folder);
    Files.createDirectories(folder);
    Grading grading = new Grading(lesson, classPath, weights, folder.resolve("plan"));
    LessonResult result = grading.grade(submission, folder, grading.inJvmOfItsOwn());
    ResultFiles.write(result, folder);
    GradedLessons.note(folder, submission);
    return result;
  }

  /** Writes the file of a platform, of all lessons that were graded of a submission. */
  static void write(GradingFormat format, Path root, Path submission) throws IOException {
    List<LessonResult> results = new ArrayList<>();
    for (Lesson lesson : GradedLessons.of(root, submission, SubmissionGrading::folder)) {
      results.add(LessonResult.of(Files.readString(folder(lesson).resolve(LessonResult.FILE))));
    }
    Path folder = Files.createDirectories(root.resolve(Path.of("target", "grading")));
    Files.writeString(folder.resolve(format.file()), format.text(results));
  }

  /**
   * The folder that an option names: relative to where Maven was started, which is where a person
   * typed it.
   *
   * @throws IllegalArgumentException if it is no folder
   */
  static Path typed(String option) {
    Path folder = Path.of(System.getProperty(option)).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("-D" + option + ": there is no folder " + folder);
    }
    return folder;
  }
}
