package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Classroom 50 reads. */
class Classroom50ResultTest {
  private static final String SCHEMA = "classroom50-result.schema.json";
  private static final Instant TIME = Instant.parse("2026-06-01T14:32:01.987Z");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CLASSROOM", "data",
          "ASSIGNMENT", "flags",
          "USERNAME", "ann",
          "SUBMISSION_TAG", "submit/2026-06-01T14-32-01Z-a1b2c3d",
          "COMMIT_URL", "https://example.org/commit/a1b2c3d",
          "RELEASE_URL", "https://example.org/release");
  private static final List<LessonResult> ALL =
      List.of(Samples.fractions("04-flags"), Samples.notCompiled(), Samples.noTests());

  @Test
  void the_result_follows_the_format() {
    for (List<LessonResult> lessons :
        List.of(ALL, List.of(Samples.noTests()), List.<LessonResult>of())) {
      String json = Classroom50Result.of(lessons, ENVIRONMENT, TIME);
      assertThat(Samples.violations(json, SCHEMA)).as(json).isEmpty();
    }
  }

  @Test
  void the_schema_finds_a_wrong_result() {
    String json =
        Classroom50Result.of(ALL, ENVIRONMENT, TIME).replace("\"score\": 33", "\"score\": 33.3");
    assertThat(Samples.violations(json, SCHEMA))
        .isNotEmpty()
        .allMatch(each -> each.contains("/score"));
  }

  @Test
  void scores_are_whole_and_add_up() {
    JsonObject json = json(ALL);
    assertThat(json.get("score").getAsString()).isEqualTo("167");
    assertThat(json.get("max-score").getAsString()).isEqualTo("400");
    long score = 0;
    long max = 0;
    for (JsonElement each : json.getAsJsonArray("tests")) {
      JsonObject test = each.getAsJsonObject();
      assertThat(test.get("score").getAsLong())
          .as(test.toString())
          .isLessThanOrEqualTo(test.get("max-score").getAsLong());
      score += test.get("score").getAsLong();
      max += test.get("max-score").getAsLong();
    }
    assertThat(score).isEqualTo(167);
    assertThat(max).isEqualTo(400);
  }

  @Test
  void the_environment_names_the_submission() {
    JsonObject json = json(ALL);
    assertThat(json.get("owner").getAsString()).isEqualTo("ann");
    assertThat(json.get("assignment_type").getAsString()).isEqualTo("individual");
    assertThat(json.get("review")).isEqualTo(json.get("commit"));
    assertThat(json.get("datetime").getAsString()).isEqualTo("2026-06-01T14:32:01Z");
    Map<String, String> incomplete = new HashMap<>(ENVIRONMENT);
    incomplete.remove("CLASSROOM");
    assertThatThrownBy(() -> Classroom50Result.of(ALL, incomplete, TIME))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Expected: the environment variable CLASSROOM is set, as Classroom 50 does for an"
                + " autograder. Seen: it is not set");
  }

  @Test
  void a_test_that_fails_has_its_message_and_a_lesson_its_notes() {
    List<JsonElement> tests = json(ALL).getAsJsonArray("tests").asList();
    assertThat(tests.get(3).getAsJsonObject().get("output").getAsString())
        .startsWith("Expected: \"quoted\"")
        .endsWith("\n--|>\n=1+1");
    JsonObject notes = tests.get(4).getAsJsonObject();
    assertThat(notes.get("test-name").getAsString()).isEqualTo("05-file-counter: submission");
    assertThat(notes.get("max-score").getAsLong()).isZero();
    assertThat(notes.get("output").getAsString()).contains("the skeleton's files");
  }

  private static JsonObject json(List<LessonResult> lessons) {
    return JsonParser.parseString(Classroom50Result.of(lessons, ENVIRONMENT, TIME))
        .getAsJsonObject();
  }
}
