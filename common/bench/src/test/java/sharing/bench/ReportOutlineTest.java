package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Row;

class ReportOutlineTest {
  @TempDir Path root;
  private SmallCourse course;

  @BeforeEach
  void begin() throws IOException {
    course = new SmallCourse(root);
  }

  private static String section(String title, int order, String fields) {
    return String.format(
        "{\"title\": \"%s\", \"order\": %d, \"see\": \"This.\", %s}", title, order, fields);
  }

  private static String sections(String... sections) {
    return "{\"sections\": [" + String.join(", ", sections) + "]}";
  }

  private static String row(String label, String fields) {
    return "{\"label\": \"" + label + "\", \"benchmark\": \"b\"" + fields + "}";
  }

  private static String added(String section, String row) {
    return "{\"addedRows\": [{\"section\": \"" + section + "\", " + row.substring(1) + "]}";
  }

  @Test
  void the_sections_of_all_lessons_stand_in_their_order() throws IOException {
    String rows = "\"rows\": [" + row("r", "") + "]";
    course.lesson("01-one", sections(section("last", 30, rows), section("first", 10, rows)));
    course.lesson("02-two", sections(section("middle", 20, rows)));
    assertThat(course.outline().sections())
        .extracting(ReportSection::title)
        .containsExactly("first", "middle", "last");
  }

  @Test
  void the_rows_of_several_lessons_stand_in_their_order() throws IOException {
    String rows =
        "\"rows\": [" + row("start", ", \"order\": 10") + "," + row("end", ", \"order\": 30") + "]";
    course.lesson("01-one", sections(section("costs", 10, rows)));
    course.lesson("02-two", added("costs", row("middle", ", \"order\": 20")));
    assertThat(course.outline().sections().get(0).rows())
        .extracting(Row::label)
        .containsExactly("start", "middle", "end");
  }

  @Test
  void without_an_order_rows_stand_as_in_the_files() throws IOException {
    String rows = "\"rows\": [" + row("z", "") + "," + row("a", "") + "]";
    course.lesson("02-two", sections(section("costs", 10, rows)));
    course.lesson("01-one", added("costs", row("b", "")));
    assertThat(course.outline().sections().get(0).rows())
        .extracting(Row::label)
        .containsExactly("z", "a", "b");
  }

  @Test
  void a_row_has_the_baseline_of_its_section_unless_it_names_one_of_its_own() throws IOException {
    course.lesson(
        "01-one",
        sections(section("s", 10, "\"baseline\": \"one\", \"rows\": [" + row("r", "") + "]")));
    course.lesson("02-two", added("s", row("inherits", "")));
    course.lesson(
        "03-three", added("s", row("own", ", \"group\": \"g\", \"baseline\": \"three\"")));
    assertThat(course.outline().sections().get(0).rows())
        .extracting(Row::base)
        .containsExactly(
            Optional.of(Figure.of("01-one", "one")),
            Optional.of(Figure.of("01-one", "one")),
            Optional.of(Figure.of("03-three", "three")));
  }

  @Test
  void two_sections_with_one_title_are_an_error() throws IOException {
    String rows = "\"rows\": [" + row("r", "") + "]";
    course.lesson("01-one", sections(section("same", 10, rows)));
    course.lesson("02-two", sections(section("same", 20, rows)));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/02-two/report.json, section \"same\": lessons/01-one/report.json has this"
                + " title, too");
  }

  @Test
  void a_row_of_a_section_that_does_not_exist_is_an_error() throws IOException {
    course.lesson("01-one", sections(section("costs", 10, "\"rows\": [" + row("r", "") + "]")));
    course.lesson("02-two", added("cost", row("x", "")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/02-two/report.json, row \"x\": no lesson has a section \"cost\"; there are"
                + " \"costs\"");
  }

  @Test
  void a_row_without_a_baseline_among_fractions_is_an_error() throws IOException {
    String rows = "\"rows\": [" + row("r", ", \"baseline\": \"b\"") + "]";
    course.lesson("01-one", sections(section("s", 10, rows)));
    course.lesson("02-two", added("s", row("x", "")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/02-two/report.json, section \"s\", row \"x\": no baseline, but other rows have"
                + " one");
  }

  @Test
  void two_rows_with_one_label_are_an_error() throws IOException {
    course.lesson("01-one", sections(section("s", 10, "\"rows\": [" + row("r", "") + "]")));
    course.lesson("02-two", added("s", row("r", "")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/02-two/report.json, section \"s\", row \"r\": another row of its group has this"
                + " label");
  }

  @Test
  void the_same_label_in_another_group_is_another_row() throws IOException {
    course.lesson("01-one", sections(section("s", 10, "\"rows\": [" + row("r", "") + "]")));
    course.lesson("02-two", added("s", row("r", ", \"group\": \"g\"")));
    assertThat(course.outline().sections().get(0).rows()).hasSize(2);
  }

  @Test
  void two_baselines_in_one_group_are_an_error() throws IOException {
    String rows = "\"rows\": [" + row("r", ", \"baseline\": \"b\"") + "]";
    course.lesson("01-one", sections(section("s", 10, rows)));
    course.lesson("02-two", added("s", row("x", ", \"baseline\": \"c\"")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/02-two/report.json, section \"s\", row \"x\": another row of its group has"
                + " another baseline, and a chart has only one");
  }

  @Test
  void a_section_without_rows_is_an_error() throws IOException {
    course.lesson("01-one", sections(section("s", 10, "\"rows\": []")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lessons/01-one/report.json, section \"s\": no row");
  }

  @Test
  void a_quoted_figure_needs_the_notebooks_baseline() throws IOException {
    String quote = ", \"notebook\": {\"seconds\": 2, \"how\": \"two threads\"}";
    course.lesson("01-one", sections(section("s", 10, "\"rows\": [" + row("r", quote) + "]")));
    assertThatThrownBy(course::outline)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "lessons/01-one/report.json, section \"s\", row \"r\": \"notebook\" needs a"
                + " \"notebookBaseline\" of the section");
  }

  @Test
  void the_files_of_this_course_fit_together() throws IOException {
    Path course = Path.of("..", "..");
    assertThat(ReportOutline.read(course).sections()).isNotEmpty();
  }
}
