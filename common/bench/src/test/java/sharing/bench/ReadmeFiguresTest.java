package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.SmallCourse.Result;

class ReadmeFiguresTest {
  private static final String TEXT =
      """
      # One

      This took 3 ms in 1998.

      ## What to measure

      Two workers
      halve the time.

      <!-- figures: searches -->

      On 2 cores with JDK 17, multiples of the 200 ns of `baseline`:

      | a search | 1 worker | 2 workers |
      |---|---|---|
      | with a lock |  | 0.50 |
      | without | 1.50 | – |

      A figure is missing (–): it is not in the results.

      <!-- /figures -->

      ## Where to read more

      Nowhere.
      """;

  @TempDir Path root;
  private SmallCourse course;
  private Path readme;

  @BeforeEach
  void begin() throws IOException {
    course = new SmallCourse(root);
    outline("Two workers halve the time", 0.4, 0.6);
    readme = root.resolve(Path.of("lessons", "01-one", "README.md"));
    Files.writeString(readme, TEXT);
    course.committed("01-one", Result.of("baseline", 200), Result.of("two", 100), twice(300));
  }

  private static Result twice(double nanos) {
    return Result.of("twice", nanos);
  }

  private void outline(String says, double atLeast, double atMost) throws IOException {
    course.lesson(
        "01-one",
        String.format(
            """
            {
              "tables": [
                { "name": "searches", "corner": "a search", "columns": ["1 worker", "2 workers"],
                  "baseline": "baseline", "rows": [
                    { "label": "with a lock", "benchmarks": ["", "two"] },
                    { "label": "without", "benchmarks": ["twice", "four"] }
                  ] }
              ],
              "claims": [
                { "says": "%s", "numerator": "two", "denominator": "baseline",
                  "atLeast": %s, "atMost": %s }
              ]
            }
            """,
            says, atLeast, atMost));
  }

  private void replace(String text, String by) throws IOException {
    assertThat(TEXT).contains(text);
    Files.writeString(readme, TEXT.replace(text, by));
  }

  private String fault() throws IOException {
    assertThat(ReadmeFigures.faults(root)).hasSize(1);
    return ReadmeFigures.faults(root).get(0);
  }

  @Test
  void a_readme_with_the_committed_figures_has_no_fault() throws IOException {
    assertThat(ReadmeFigures.faults(root)).isEmpty();
  }

  @Test
  void the_tables_are_written_between_their_markers_and_nothing_else_changes() throws IOException {
    replace(TEXT.substring(TEXT.indexOf("On 2 cores"), TEXT.indexOf("<!-- /")), "old\n");
    ReadmeFigures.write(root);
    assertThat(readme).content().isEqualTo(TEXT);
  }

  @Test
  void a_figure_that_differs_from_the_results_is_a_fault() throws IOException {
    replace("0.50", "0.51");
    assertThat(fault())
        .isEqualTo(
            "lessons/01-one/README.md: its tables differ from the committed results;"
                + " mvn verify -Pbench -pl docs -Dfigures=write writes them");
  }

  @Test
  void a_table_without_markers_is_a_fault() throws IOException {
    replace("figures: searches", "figures: others");
    assertThat(fault())
        .isEqualTo(
            "lessons/01-one/README.md: it has the tables [others], but report.json has [searches]");
  }

  @Test
  void a_sentence_that_the_results_contradict_is_a_fault() throws IOException {
    outline("Two workers halve the time", 0.4, 0.45);
    assertThat(fault())
        .isEqualTo(
            "lessons/01-one/README.md: \"Two workers halve the time\" is wrong:"
                + " two took 0.50 times as long as baseline");
    outline("Two workers halve the time", 0.55, 0.6);
    assertThat(fault()).contains("is wrong");
  }

  @Test
  void a_claim_that_the_readme_lacks_is_a_fault() throws IOException {
    outline("Three workers", 0.4, 0.6);
    assertThat(fault()).contains("it lacks a claim of report.json: \"Three workers\"");
  }

  @Test
  void a_figure_about_the_measurements_in_no_table_and_no_claim_is_a_fault() throws IOException {
    replace("halve the time.", "halve the time. This took 64.1 ms.");
    assertThat(fault())
        .isEqualTo(
            "lessons/01-one/README.md: \"64.1 ms\" is in no table and in no claim of report.json");
    outline("This took 64.1 ms", 0.4, 0.6);
    assertThat(ReadmeFigures.faults(root)).isEmpty();
  }

  @Test
  void the_figures_of_a_noisy_run_are_left_out_and_bear_out_nothing() throws IOException {
    course.committed(
        "01-one",
        Result.of("baseline", 200),
        Result.of("baselineAgain", 300),
        Result.of("two", 900),
        twice(300));
    ReadmeFigures.write(root);
    assertThat(readme)
        .content()
        .contains("| with a lock |  | – |\n| without | – | – |")
        .contains("(–): it is not in the results; the run was too noisy.")
        .contains("On 2 cores with JDK 17:")
        .doesNotContain("multiples");
    assertThat(ReadmeFigures.faults(root)).isEmpty();
  }

  @Test
  void the_real_readmes_have_the_committed_figures() throws IOException {
    Path course = Path.of("..", "..");
    assertThat(ReadmeFigures.faults(course)).isEmpty();
    assertThat(Files.readString(course.resolve(Path.of("lessons", "01-primes", "README.md"))))
        .contains("<!-- figures: calls -->");
  }
}
