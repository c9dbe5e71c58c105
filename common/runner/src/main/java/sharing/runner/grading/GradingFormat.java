package sharing.runner.grading;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats in which a platform reads the result of one student. */
public enum GradingFormat {
  /** For Gradescope. */
  GRADESCOPE("results.json", GradescopeResult::of),
  /** For Classroom 50. */
  CLASSROOM50("result.json", Classroom50Result::of),
  /** For Moodle's Virtual Programming Lab. */
  VPL("vpl.txt", VplLines::of),
  /** For CodeGrade, and other programs that read JUnit's XML. */
  JUNIT("junit.xml", JUnitResult::of);

  private final String file;
  private final Function<List<LessonResult>, String> writer;

  GradingFormat(String file, Function<List<LessonResult>, String> writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * The format of a name, as in {@code gradescope}.
   *
   * @throws IllegalArgumentException if there is no such format; the message names all
   */
  public static GradingFormat of(String name) {
    return Stream.of(values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected: a format, one of "
                        + Stream.of(values())
                            .map(GradingFormat::toString)
                            .collect(Collectors.joining(", "))
                        + ". Seen: "
                        + name));
  }

  /** The name of the file that the platform expects. */
  public String file() {
    return file;
  }

  /**
   * The content of the file.
   *
   * @param lessons the lessons of one student
   * @throws IllegalStateException if the platform did not set what names the submission
   */
  public String text(List<LessonResult> lessons) {
    return writer.apply(lessons);
  }

  /** The name that an instructor types. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
