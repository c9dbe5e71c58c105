package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the gradebooks of Canvas and Moodle read. */
class ClassCsvTest {
  private static final Map<String, List<LessonResult>> STUDENTS = students();

  private static Map<String, List<LessonResult>> students() {
    Map<String, List<LessonResult>> students = new LinkedHashMap<>();
    students.put("ann", List.of(Samples.notCompiled(), Samples.fractions("04-flags")));
    students.put("Öz, \"Ben\"", List.of(Samples.fractions("04-flags")));
    students.put("=HYPERLINK(\"http://example.org\")", List.of());
    students.put("-2+3\r\n@x", List.of(Samples.noTests()));
    return students;
  }

  @Test
  void canvas_has_a_column_for_each_lesson_and_a_row_of_points() {
    assertThat(rows(ClassFormat.CANVAS.text(STUDENTS)))
        .containsExactly(
            List.of(
                "Student",
                "ID",
                "SIS User ID",
                "SIS Login ID",
                "Section",
                "04-flags",
                "05-file-counter",
                "06-redis"),
            List.of("Points Possible", "", "", "", "", "2", "2", "0"),
            List.of("ann", "", "", "ann", "", "1.6667", "0", ""),
            List.of("Öz, \"Ben\"", "", "", "Öz, \"Ben\"", "", "1.6667", "", ""),
            List.of(
                "'=HYPERLINK(\"http://example.org\")",
                "",
                "",
                "'=HYPERLINK(\"http://example.org\")",
                "",
                "",
                "",
                ""),
            List.of("'-2+3 @x", "", "", "'-2+3 @x", "", "", "", "0"));
  }

  @Test
  void moodle_has_percentages() {
    assertThat(rows(ClassFormat.MOODLE.text(STUDENTS)))
        .containsExactly(
            List.of("ID number", "04-flags", "05-file-counter", "06-redis"),
            List.of("ann", "83.33", "0", "-"),
            List.of("Öz, \"Ben\"", "83.33", "-", "-"),
            List.of("'=HYPERLINK(\"http://example.org\")", "-", "-", "-"),
            List.of("'-2+3 @x", "-", "-", "0"));
  }

  @Test
  void no_cell_is_a_formula() {
    for (ClassFormat format : ClassFormat.values()) {
      for (List<String> row : rows(format.text(STUDENTS))) {
        assertThat(row)
            .as("a row of %s", format.file())
            .noneMatch(cell -> cell.matches("(?s)[=+@\\t\\r].*|-.+"));
      }
    }
  }

  @Test
  void a_class_without_students_has_its_headings() {
    assertThat(rows(ClassFormat.CANVAS.text(Map.of()))).hasSize(2);
    assertThat(rows(ClassFormat.MOODLE.text(Map.of()))).containsExactly(List.of("ID number"));
  }

  /** Reads a table by the grammar of RFC 4180, and fails if it does not follow it. */
  private static List<List<String>> rows(String table) {
    Matcher cell =
        Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^\",\\r\\n]*))(,|\\r?\\n)").matcher(table);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    int end = 0;
    while (end < table.length()) {
      assertThat(cell.find(end) && cell.start() == end)
          .as("the text from here on is a cell: %s", table.substring(end))
          .isTrue();
      row.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
      if (!cell.group(3).equals(",")) {
        rows.add(row);
        row = new ArrayList<>();
      }
      end = cell.end();
    }
    return rows;
  }
}
