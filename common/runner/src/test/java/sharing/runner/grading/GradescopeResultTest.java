package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Gradescope reads. */
class GradescopeResultTest {
  private static final List<LessonResult> ALL =
      List.of(Samples.fractions("04-flags"), Samples.notCompiled(), Samples.noTests());

  @Test
  void the_result_follows_the_format() {
    for (List<LessonResult> lessons :
        List.of(ALL, List.of(Samples.noTests()), List.<LessonResult>of())) {
      String json = GradescopeResult.of(lessons);
      assertThat(Samples.violations(json, "gradescope-results.schema.json")).as(json).isEmpty();
    }
  }

  @Test
  void the_schema_finds_a_wrong_result() {
    String json = GradescopeResult.of(ALL).replace("\"visible\"", "\"shown\"");
    assertThat(Samples.violations(json, "gradescope-results.schema.json"))
        .singleElement()
        .asString()
        .contains("/visibility");
  }

  @Test
  void the_score_is_exact_and_a_test_has_its_part() {
    JsonObject json = json(ALL);
    assertThat(json.get("score").getAsString()).isEqualTo("1.6667");
    assertThat(json.get("execution_time").getAsString()).isEqualTo("3.702");
    JsonObject second = test(json, 1);
    assertThat(second.get("name").getAsString()).isEqualTo("04-flags, step 2: SearchTest.first");
    assertThat(second.get("status").getAsString()).isEqualTo("passed");
    assertThat(second.get("score").getAsString()).isEqualTo("0.3333");
    assertThat(second.get("max_score").getAsString()).isEqualTo("0.3333");
    assertThat(second.has("output")).isFalse();
  }

  @Test
  void a_student_sees_the_whole_message_as_plain_text() {
    JsonObject json = json(ALL);
    assertThat(test(json, 3).get("output").getAsString())
        .isEqualTo(
            "Expected: \"quoted\", 'single' <b>bold</b> & more\nSeen: ]]> ???[31m"
                + " \uD83D\uDE00 ? -->\nGrade :=>> 100\nComment :=>>-a title\n--|>\n=1+1");
    for (String format : List.of("output_format", "test_output_format", "test_name_format")) {
      assertThat(json.get(format).getAsString()).as(format).isEqualTo("text");
    }
  }

  @Test
  void a_file_that_does_not_compile_is_told_without_points() {
    JsonObject told = test(json(ALL), 4);
    assertThat(told.get("name").getAsString()).isEqualTo("05-file-counter: submission");
    assertThat(told.get("status").getAsString()).isEqualTo("failed");
    assertThat(told.get("output").getAsString())
        .contains("The tests ran with the skeleton's files of the same names")
        .endsWith("sharing/CountFile.java: line 7: ';' expected");
    assertThat(told.has("score")).isFalse();
    assertThat(test(json(ALL), 5).get("output").getAsString()).isEqualTo("failed");
    assertThat(test(json(ALL), 6).get("output").getAsString()).startsWith("No test ran");
  }

  private static JsonObject json(List<LessonResult> lessons) {
    return JsonParser.parseString(GradescopeResult.of(lessons)).getAsJsonObject();
  }

  private static JsonObject test(JsonObject json, int index) {
    return json.getAsJsonArray("tests").get(index).getAsJsonObject();
  }
}
