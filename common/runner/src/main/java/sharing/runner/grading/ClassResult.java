package sharing.runner.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;

/**
 * The result of a class: the content of {@code class.json}, whose fields have these names.
 * Immutable.
 *
 * @param version of this format: {@value #VERSION}
 * @param folder the folder of the submissions, as it was typed
 * @param lessons the lessons that were graded, in order, as in {@code 04-flags}
 * @param students one for each folder, in the order of their names
 * @param findings what the class got wrong, the most frequent first; what is not written yet comes
 *     after all else
 */
public record ClassResult(
    int version,
    String folder,
    List<String> lessons,
    List<StudentResult> students,
    List<Finding> findings) {

  /** The version of the format that this class writes. */
  public static final int VERSION = 1;

  /** The name of the file. */
  public static final String FILE = "class.json";

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  /**
   * The result of one submission.
   *
   * @param student the name of its folder
   * @param score the points of all lessons that were graded
   * @param max the points of right answers to them
   * @param lessons one for each lesson that was graded, in order
   */
  public record StudentResult(
      String student, double score, double max, List<LessonResult> lessons) {}

  /**
   * One thing that students got wrong: a page of {@code mistakes}, or a test and its message. In
   * each step of a submission, the first test that failed counts.
   *
   * @param lesson as in {@code 04-flags}
   * @param step counted from 1
   * @param what the titles of the pages that describe the mistake; without a page, what the test
   *     asks for
   * @param page the path of the first of them from the root of the course; empty if no page fits
   * @param pages all pages that describe the mistake
   * @param test the test that failed, as in {@code SharedFlagTest.a_new_flag_is_lowered}
   * @param message the first lines of what it said to the first of the students
   * @param students the names of all to whom that happened
   */
  public record Finding(
      String lesson,
      int step,
      String what,
      String page,
      List<MistakePage> pages,
      String test,
      String message,
      List<String> students) {}

  /**
   * A page of {@code mistakes}.
   *
   * @param title its title
   * @param page its path from the root of the course
   */
  public record MistakePage(String title, String page) {}

  /** The result as JSON, ending with a new line. */
  public String json() {
    return GSON.toJson(this) + "\n";
  }
}
