package sharing.runner.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * Writes {@code result.json} for Classroom 50, of the schema {@value #SCHEMA}.
 *
 * <p>Its scores are whole numbers, and points are not: a test of three in a step is a third of a
 * point. So a point counts {@value #SCALE} here. The rounded scores of a step's tests add up to the
 * step's, and those of all tests to the total.
 *
 * @see <a href="https://github.com/foundation50/classroom50/wiki/Advanced-Autograding">its
 *     documentation</a>
 */
public final class Classroom50Result {

  /** The name and version of the format. */
  public static final String SCHEMA = "classroom50/result/v1";

  /** The factor for points. */
  public static final int SCALE = 100;

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private Classroom50Result() {}

  /**
   * The result as JSON, ending with a new line. The names of the submission come from the
   * environment variables that Classroom 50 sets.
   *
   * @param lessons the lessons of one student
   * @throws IllegalStateException if one of the variables is not set
   */
  public static String of(List<LessonResult> lessons) {
    return of(lessons, System.getenv(), Instant.now());
  }

  /**
   * The same for a given environment and time.
   *
   * @param environment the environment variables
   * @param time when the submission was made; Classroom 50 replaces it with the commit's time
   */
  static String of(List<LessonResult> lessons, Map<String, String> environment, Instant time) {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("classroom", needed(environment, "CLASSROOM"));
    json.addProperty("assignment", needed(environment, "ASSIGNMENT"));
    json.addProperty("assignment_type", first(environment, "ASSIGNMENT_TYPE").orElse("individual"));
    json.addProperty("owner", needed(environment, "OWNER", "USERNAME"));
    json.addProperty("submission", needed(environment, "SUBMISSION_TAG"));
    json.addProperty("commit", needed(environment, "COMMIT_URL"));
    json.addProperty("release", needed(environment, "RELEASE_URL"));
    json.addProperty("review", needed(environment, "REVIEW_URL", "COMMIT_URL"));
    json.addProperty("datetime", time.truncatedTo(ChronoUnit.SECONDS).toString());
    JsonArray tests = new JsonArray();
    lessons.forEach(lesson -> addTests(lesson, tests));
    json.addProperty("score", sum(tests, "score"));
    json.addProperty("max-score", sum(tests, "max-score"));
    json.add("tests", tests);
    return GSON.toJson(json) + "\n";
  }

  private static void addTests(LessonResult lesson, JsonArray tests) {
    String notes = LessonNotes.of(lesson);
    if (!notes.isEmpty()) {
      tests.add(test(lesson.lesson() + ": " + LessonNotes.NAME, false, 0, notes));
    }
    for (StepResult step : lesson.steps()) {
      double before = 0;
      for (TestGrade grade : step.tests()) {
        // Rounding the running sum, not each part, lets the parts add up to the rounded whole.
        double after = before + grade.max();
        long max = Math.round(after * SCALE) - Math.round(before * SCALE);
        before = after;
        String name = lesson.lesson() + ", step " + step.step() + ": " + grade.name();
        tests.add(test(name, grade.passed(), max, LessonNotes.messageOf(grade)));
      }
    }
  }

  private static JsonObject test(String name, boolean isPassed, long max, String output) {
    JsonObject test = new JsonObject();
    test.addProperty("test-name", PlainText.line(name));
    test.addProperty("passed", isPassed);
    test.addProperty("score", isPassed ? max : 0);
    test.addProperty("max-score", max);
    if (!output.isEmpty()) {
      test.addProperty("output", output);
    }
    return test;
  }

  private static long sum(JsonArray tests, String field) {
    long sum = 0;
    for (var test : tests) {
      sum += test.getAsJsonObject().get(field).getAsLong();
    }
    return sum;
  }

  private static String needed(Map<String, String> environment, String... names) {
    return first(environment, names)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected: the environment variable "
                        + String.join(" or ", names)
                        + " is set, as Classroom 50 does for an autograder. Seen: it is not set"));
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
