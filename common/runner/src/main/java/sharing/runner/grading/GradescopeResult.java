package sharing.runner.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * Writes {@code results.json} for Gradescope.
 *
 * <p>Each text is marked as plain, because Gradescope renders HTML in a submission's text unless
 * told otherwise.
 *
 * @see <a href="https://gradescope-autograders.readthedocs.io/en/latest/specs/">its
 *     documentation</a>
 */
public final class GradescopeResult {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
  private static final String TEXT = "text";
  private static final String FAILED = "failed";

  private GradescopeResult() {}

  /**
   * The result as JSON, ending with a new line. Students see all tests, with the full message of
   * each one that failed.
   *
   * @param lessons the lessons of one student
   */
  public static String of(List<LessonResult> lessons) {
    JsonObject json = new JsonObject();
    json.addProperty("score", Points.rounded(Points.score(lessons)));
    json.addProperty("execution_time", Points.rounded(seconds(lessons)));
    json.addProperty("output", summary(lessons));
    json.addProperty("output_format", TEXT);
    json.addProperty("test_output_format", TEXT);
    json.addProperty("test_name_format", TEXT);
    json.addProperty("visibility", "visible");
    json.addProperty("stdout_visibility", "hidden");
    JsonArray tests = new JsonArray();
    lessons.forEach(lesson -> addTests(lesson, tests));
    json.add("tests", tests);
    return GSON.toJson(json) + "\n";
  }

  private static double seconds(List<LessonResult> lessons) {
    return lessons.stream().mapToLong(LessonResult::milliseconds).sum() / 1000.0;
  }

  private static String summary(List<LessonResult> lessons) {
    return lessons.stream()
        .map(lesson -> lesson.lesson() + ": " + Points.of(lesson.score(), lesson.max()) + " points")
        .collect(Collectors.joining("\n"));
  }

  private static void addTests(LessonResult lesson, JsonArray tests) {
    String notes = LessonNotes.of(lesson);
    if (!notes.isEmpty()) {
      // Without points: Gradescope shows it as information.
      tests.add(test(FAILED, lesson.lesson() + ": " + LessonNotes.NAME, notes));
    }
    for (StepResult step : lesson.steps()) {
      for (TestGrade grade : step.tests()) {
        String name = lesson.lesson() + ", step " + step.step() + ": " + grade.name();
        String status = grade.passed() ? "passed" : FAILED;
        JsonObject test = test(status, name, LessonNotes.messageOf(grade));
        test.addProperty("score", Points.rounded(grade.score()));
        test.addProperty("max_score", Points.rounded(grade.max()));
        tests.add(test);
      }
    }
  }

  private static JsonObject test(String status, String name, String output) {
    JsonObject test = new JsonObject();
    test.addProperty("name", PlainText.line(name));
    test.addProperty("status", status);
    if (!output.isEmpty()) {
      test.addProperty("output", output);
    }
    return test;
  }
}
