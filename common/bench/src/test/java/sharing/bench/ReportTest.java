package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.SmallCourse.Result;

class ReportTest {
  private static final String SOLUTION = "solutions/01-one";

  @TempDir Path root;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private SmallCourse course;

  @BeforeEach
  void begin() throws IOException {
    course =
        new SmallCourse(root)
            .lesson(
                "01-one",
                """
                {
                  "sections": [
                    { "title": "A search", "order": 10, "see": "It is fast.", "rows": [
                      { "label": "one thread", "benchmark": "baseline" },
                      { "label": "two threads", "benchmark": "search, workers 2" }
                    ] }
                  ],
                  "targets": [
                    { "what": "two threads, of one", "order": 10, "numerator": "baseline",
                      "denominator": "search, workers 2", "atLeast": 1.9 }
                  ],
                  "byHand": [
                    { "benchmark": "byHand", "how": "docs/hand.md", "file": "hand.json" }
                  ]
                }
                """);
  }

  private void write() throws IOException {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Report.write(root, root.resolve("report"), out);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Result baseline() {
    return Result.of("baseline", 200);
  }

  private static Result search() {
    return Result.of("search, workers 2", 100);
  }

  @Test
  void a_report_without_gaps_is_written_with_what_it_is_computed_from() throws IOException {
    course.measured(SOLUTION, baseline(), search());
    write();
    assertThat(printed().lines()).containsExactly("", "The report is report/index.html");
    assertThat(root.resolve("report"))
        .isDirectoryContaining("glob:**/index.html")
        .isDirectoryContaining("glob:**/picture-light.png")
        .isDirectoryContaining("glob:**/picture-dark.png");
    assertThat(root.resolve(Path.of("report", SOLUTION)))
        .isDirectoryContaining("glob:**/results.json")
        .isDirectoryContaining("glob:**/run.json");
  }

  @Test
  void the_copied_results_hold_no_path_of_the_machine() throws IOException {
    course.measured(SOLUTION, baseline(), search());
    assertThat(root.resolve(Path.of(SOLUTION, "target", "bench", "results.json")))
        .content()
        .contains("secret");
    write();
    assertThat(root.resolve(Path.of("report", SOLUTION, "results.json")))
        .content()
        .contains("primaryMetric")
        .doesNotContain("secret");
  }

  @Test
  void a_benchmark_that_is_missing_is_named_with_its_reason() throws IOException {
    course.measured(SOLUTION, "21+35", Map.of("search, workers 2", "it hung"), baseline());
    assertThatThrownBy(this::write)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the report has gaps");
    assertThat(printed().lines())
        .containsExactly(
            "",
            "The report is report/index.html",
            "  Not measured: it hung",
            "    A search, two threads",
            "    performance target, 01: two threads, of one");
    assertThat(Files.readString(root.resolve(Path.of("report", "index.html"))))
        .contains("<span class=gap>not measured: it hung</span>");
  }

  @Test
  void a_benchmark_that_is_not_in_the_results_is_a_gap() throws IOException {
    course.measured(SOLUTION, "21+35", Map.of(), baseline());
    assertThatThrownBy(this::write).isInstanceOf(IllegalStateException.class);
    assertThat(printed()).contains("  Not measured: it is not in the results");
  }

  @Test
  void a_lesson_without_results_is_named() {
    assertThatThrownBy(this::write)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the report has gaps");
    assertThat(printed().lines())
        .containsExactly(
            "",
            "The report is report/index.html",
            "  Not measured: solutions/01-one has no results",
            "    A search, one thread",
            "    A search, two threads",
            "    performance target, 01: two threads, of one");
  }

  @Test
  void a_benchmark_that_cannot_run_here_is_no_gap_but_stands_on_the_page() throws IOException {
    course.measured(
        SOLUTION,
        "17.0.15+6",
        Map.of("search, workers 2", "unavailable: it needs JDK 21"),
        baseline());
    write();
    assertThat(printed()).doesNotContain("Not measured");
    assertThat(Files.readString(root.resolve(Path.of("report", "index.html"))))
        .contains("<span class=gap>not measured: it needs JDK 21</span>");
  }

  @Test
  void what_is_measured_by_hand_is_read_from_its_own_file() throws IOException {
    course.measured(SOLUTION, baseline(), search());
    Path bench = root.resolve(Path.of(SOLUTION, "target", "bench"));
    Files.writeString(bench.resolve("hand.json"), SmallCourse.json(Result.of("byHand", 150)));
    assertThat(course.results("solutions").get("01-one", "byHand"))
        .contains(new Span(150, 150, 150));
    write();
    assertThat(root.resolve(Path.of("report", SOLUTION, "hand.json"))).exists();
  }
}
