package sharing.runner.grading;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The formats in which a platform reads the results of a class. */
public enum ClassFormat {
  /** For the gradebook of Canvas. */
  CANVAS("canvas.csv", CanvasCsv::of),
  /** For the gradebook of Moodle. */
  MOODLE("moodle.csv", MoodleCsv::of);

  private final String file;
  private final Function<Map<String, List<LessonResult>>, String> writer;

  ClassFormat(String file, Function<Map<String, List<LessonResult>>, String> writer) {
    this.file = file;
    this.writer = writer;
  }

  /** The name of the file. The platform takes any. */
  public String file() {
    return file;
  }

  /**
   * The content of the file.
   *
   * @param students the lessons of each student, under the name of the student's folder
   */
  public String text(Map<String, List<LessonResult>> students) {
    return writer.apply(students);
  }
}
