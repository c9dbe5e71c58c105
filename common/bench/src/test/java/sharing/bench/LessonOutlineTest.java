package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Quote;
import sharing.bench.ReportSection.Row;

class LessonOutlineTest {
  private static final String LESSON = "01-one";

  @TempDir Path root;

  private LessonOutline read(String json) throws IOException {
    return LessonOutline.read(new SmallCourse(root).lesson(LESSON, json).root(), LESSON);
  }

  private static String section(String fields) {
    return "{\"sections\": [{\"title\": \"A\", \"order\": 1, \"see\": \"This.\", " + fields + "}]}";
  }

  private static String row(String fields) {
    return section("\"rows\": [{\"label\": \"r\", " + fields + "}]");
  }

  @Test
  void a_lesson_without_the_file_says_nothing() throws IOException {
    assertThat(LessonOutline.read(root, "02-two")).isEqualTo(LessonOutline.empty("02-two"));
  }

  @Test
  void every_field_of_a_row_is_read() throws IOException {
    Row row =
        read(row(
                """
                "order": 7, "group": "g", "benchmark": "b", "minus": "m", "dividedBy": 100, "baseline": "base",
                "notebook": {"seconds": 1.5, "how": "four threads", "voidBecause": "it is wrong"}
                """))
            .sections()
            .get(0)
            .rows()
            .get(0);
    assertThat(row)
        .isEqualTo(
            new Row(
                "r",
                "g",
                7,
                new Figure(LESSON, "b", "m", 100),
                Optional.of(Figure.of(LESSON, "base")),
                Optional.of(new Quote(1.5, "four threads", "it is wrong"))));
  }

  @Test
  void an_unknown_field_is_named_with_the_known_ones() {
    assertThatThrownBy(() -> read(row("\"benchmark\": \"b\", \"lable\": \"x\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/01-one/report.json, section \"A\", row \"r\": unknown field \"lable\"; known"
                + " are baseline, benchmark, dividedBy, group, label, minus, notebook, order");
    assertThatThrownBy(() -> read("{\"section\": []}"))
        .hasMessageStartingWith(
            "lessons/01-one/report.json: unknown field \"section\"; known are ");
  }

  @Test
  void a_row_without_a_benchmark_is_named() {
    assertThatThrownBy(() -> read(row("\"order\": 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/01-one/report.json, section \"A\", row \"r\": \"benchmark\" is missing");
  }

  @Test
  void a_row_without_a_label_is_named_by_its_place() {
    assertThatThrownBy(() -> read(section("\"rows\": [{\"benchmark\": \"b\"}]")))
        .hasMessage("lessons/01-one/report.json, section \"A\", row 1: \"label\" is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{ \"sections\": {} } | : \"sections\" must be a list, but is {}",
        "{ \"sections\": [ 1 ] } | , section 1: expected an object, but found 1",
        "[ ] | : expected an object, but found []",
        "{ \"sections\": [ {\"title\": \"A\", \"order\": 1, \"see\": \"This.\", \"sorted\": \"yes\"} ] }"
            + " | , section \"A\": \"sorted\" must be true or false, but is \"yes\"",
        "{ \"targets\": [ {\"what\": \"t\", \"atLeast\": 0} ] }"
            + " | , target \"t\": \"atLeast\" must be a number above 0, but is 0",
        "{ \"targets\": [ {\"what\": \"t\"} ] }"
            + " | , target \"t\": expected one of \"atLeast\" and \"atMost\"",
        "{ \"targets\": [ {\"what\": \"t\", \"atLeast\": 1, \"atMost\": 2} ] }"
            + " | , target \"t\": expected one of \"atLeast\" and \"atMost\"",
        "{ \"speedUps\": [ {\"label\": \"s\", \"order\": 1.5} ] }"
            + " | , speed-up \"s\": \"order\" must be a whole number above 0, but is 1.5",
        "{ \"speedUps\": [ {\"label\": \"s\", \"order\": 1, \"benchmark\": \"b\", \"workers\":"
            + " [1]} ] } | , speed-up \"s\": \"benchmark\" must contain {workers}",
        "{ \"speedUps\": [ {\"label\": \"s\", \"order\": 1, \"benchmark\": \"b {workers}\","
            + " \"workers\": [2, 4]} ] }"
            + " | , speed-up \"s\": \"workers\" must ascend from 1, but is [2, 4]",
        "{ \"speedUps\": [ {\"label\": \"s\", \"order\": 1, \"benchmark\": \"b {workers}\","
            + " \"workers\": [1, 4, 2]} ] }"
            + " | , speed-up \"s\": \"workers\" must ascend from 1, but is [1, 4, 2]",
        "{ \"tables\": [ {\"name\": \"t\", \"columns\": [\"a\", \"b\"], \"rows\": [ {\"label\": \"r\","
            + " \"benchmarks\": [\"c\"]} ]} ] }"
            + " | , table \"t\": row \"r\" has 1 benchmarks for 2 columns",
        "{ \"tables\": [ {\"name\": \"t\", \"columns\": [1]} ] }"
            + " | , table \"t\": \"columns\" must be texts, but is 1",
        "{ \"claims\": [ {\"says\": \"s\", \"numerator\": \"a\", \"denominator\": \"b\"} ] }"
            + " | , claim \"s\": expected \"atLeast\", \"atMost\" or both",
        "{ \"byHand\": [ {\"benchmark\": \"b\", \"how\": \" \"} ] }"
            + " | , benchmark \"b\": \"how\" must be a text, but is \" \"",
        "{ \"byHand\": [ {\"benchmark\": \"b\", \"how\": \"h\", \"file\":"
            + " \"../other.json\"} ] } | , benchmark \"b\": \"file\" must be the name of another"
            + " file than results.json and run.json that ends in .json, but is \"../other.json\"",
      })
  void a_wrong_value_is_named_with_its_place(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lessons/01-one/report.json" + message);
  }

  @Test
  void a_file_that_is_not_JSON_is_named() {
    assertThatThrownBy(() -> read("{ sections: [] }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("lessons/01-one/report.json: not valid JSON: ");
  }
}
