package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.SmallCourse.Result;

class ReportPageTest {
  private static final int MAX_ERRORS = 100;

  /** Two lessons; each text of theirs has characters that mean something in HTML. */
  private static final String ONE =
      """
      {
        "sections": [
          {
            "title": "1 < 2 & <b>so on</b>",
            "order": 10,
            "see": "See <b> & so on.",
            "baseline": "baseline",
            "notebookBaseline": 20,
            "rows": [
              { "label": "<b>one</b> & only", "benchmark": "baseline",
                "notebook": { "seconds": 20, "how": "1 <b> & 2" } },
              { "label": "two", "benchmark": "search, workers 2",
                "notebook": { "seconds": 5, "how": "wrong", "voidBecause": "<b> & why" } },
              { "label": "four", "benchmark": "search, workers 4" }
            ]
          }
        ],
        "targets": [
          { "what": "met <b> & so on", "order": 10, "numerator": "baseline",
            "denominator": "search, workers 2", "atLeast": 2 },
          { "what": "missed", "order": 20, "numerator": "search, workers 2",
            "denominator": "baseline", "atMost": 0.4, "whyMissed": "because <b> & so on" },
          { "what": "not measured", "order": 30, "numerator": "search, workers 4",
            "denominator": "baseline", "atMost": 1, "whyMissed": "never shown" }
        ],
        "speedUps": [
          { "label": "a <b> & b", "order": 10, "benchmark": "search, workers {workers}",
            "workers": [1, 2] }
        ]
      }
      """;

  private static final String TWO =
      """
      {
        "sections": [
          { "title": "Costs", "order": 20, "see": "This is cheap.", "sorted": true, "rows": [
            { "label": "an update", "benchmark": "unlocked" },
            { "label": "a message", "benchmark": "queue", "minus": "unlocked", "dividedBy": 10 },
            { "label": "a check", "benchmark": "check", "minus": "unlocked" }
          ] }
        ]
      }
      """;

  @TempDir Path root;
  private SmallCourse course;

  @BeforeEach
  void begin() throws IOException {
    course =
        new SmallCourse(root)
            .lesson("01-one", ONE)
            .lesson("02-two", TWO)
            .measured(
                "solutions/01-one",
                "21+35",
                Map.of("search, workers 4", "<b> failed & so on"),
                Result.of("baseline", 200, 210, 220),
                Result.of("baselineAgain", 200, 231, 240),
                Result.of("search, workers 1", 200, 200, 200),
                Result.of("search, workers 2", 100, 140, 150))
            .measured(
                "solutions/02-two",
                new Result("unlocked", 100, 25, 90, 100, 110),
                Result.of("queue", 1090, 1100, 1110),
                Result.of("check", 100));
  }

  private Document page() throws IOException {
    Parser parser = Parser.htmlParser().setTrackErrors(MAX_ERRORS);
    Document page = parser.parseInput(course.page().html(), "");
    assertThat(parser.getErrors()).as("parse errors").isEmpty();
    return page;
  }

  private static List<List<String>> cells(Element table) {
    return table.select("tr").stream()
        .map(row -> row.select("th, td").stream().map(Element::text).toList())
        .toList();
  }

  @Test
  void a_parser_finds_no_error_and_the_headings_in_their_order() throws IOException {
    Document page = page();
    assertThat(page.select("h1").eachText())
        .containsExactly(page.title())
        .containsExactly("Sharing data between threads and processes: what it costs");
    assertThat(page.select("section > h2:first-child").eachText())
        .containsExactly(
            "1 < 2 & <b>so on</b>", "Costs", "More workers", "Performance targets", "The machine")
        .isEqualTo(page.select("h2").eachText());
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.charset()).hasToString("UTF-8");
  }

  @Test
  void no_text_of_a_lesson_becomes_markup() throws IOException {
    Document page = page();
    assertThat(page.select("b:not([class]), os")).isEmpty();
    assertThat(page.text())
        .contains(
            "See <b> & so on.",
            "<b>one</b> & only",
            "1 <b> & 2",
            "<b> & why",
            "met <b> & so on",
            "because <b> & so on",
            "not measured: <b> failed & so on",
            "a <b> & b",
            "Some <OS> & more");
  }

  @Test
  void each_row_of_a_table_fills_its_columns() throws IOException {
    for (Element table : page().select("table")) {
      List<Integer> widths =
          table.select("tr").stream()
              .map(
                  row ->
                      row.select("th, td").stream()
                          .mapToInt(cell -> Integer.parseInt("0" + cell.attr("colspan")))
                          .map(span -> Math.max(1, span))
                          .sum())
              .distinct()
              .toList();
      assertThat(widths).as(table.text()).hasSize(1);
    }
  }

  /** The rows of a section: label, figures, notes. */
  private static List<String> rows(Element section) {
    return section.select(".row:has(.label:not(:empty))").stream()
        .map(
            row ->
                row.select(".label, b, .note").stream()
                    .map(Element::text)
                    .collect(Collectors.joining(" | ")))
        .toList();
  }

  @Test
  void a_section_of_fractions_has_fractions_times_and_the_notebooks_figures() throws IOException {
    assertThat(rows(page().select("section").get(0)))
        .containsExactly(
            "<b>one</b> & only | 1.00 (210 ns) | The notebook says 20.0 s with 1 <b> & 2.",
            "two | 0.67 (140 ns) | The notebook says 5.0 s with wrong. This is void: <b> & why.",
            "four | not measured: <b> failed & so on");
  }

  @Test
  void a_section_of_times_has_lost_updates_differences_and_what_is_lost_in_the_noise()
      throws IOException {
    assertThat(rows(page().select("section").get(1)))
        .containsExactly(
            "a check | less than 10.0 ns, which is lost in the noise",
            "an update, 25.0 % lost | 100 ns",
            "a message | 100 ns");
  }

  @Test
  void a_row_has_its_dot_where_the_axis_has_its_value() throws IOException {
    Element section = page().select("section").get(0);
    assertThat(section.select(".axis span").eachText()).containsExactly("0", "0.5", "1", "1.5");
    assertThat(section.select(".axis span").eachAttr("style"))
        .containsExactly("left:0.00%", "left:33.33%", "left:66.67%", "left:100.00%");
    assertThat(section.select("i.dot").eachAttr("style"))
        .containsExactly("left:66.67%", "left:44.44%");
    assertThat(section.select("i.base").eachAttr("style"))
        .as("the line at the baseline")
        .containsExactly("left:66.67%", "left:66.67%");
  }

  @Test
  void a_students_result_is_a_dot_of_its_own() throws IOException {
    course.measured("lessons/02-two", Result.of("unlocked", 70));
    Element section = page().select("section").get(1);
    assertThat(rows(section))
        .containsExactly(
            "a check | less than 10.0 ns, which is lost in the noise",
            "an update, 25.0 % lost | 100 ns | yours: 70.0 ns",
            "a message | 100 ns");
    assertThat(section.select("i.dot.yours")).hasSize(1);
  }

  @Test
  void a_run_whose_baselines_have_no_value_in_common_is_left_out_of_the_charts()
      throws IOException {
    course.measured(
        "solutions/01-one",
        "21+35",
        Map.of(),
        Result.of("baseline", 200, 210, 220),
        Result.of("baselineAgain", 221, 231, 240),
        Result.of("search, workers 1", 200, 200, 200),
        Result.of("search, workers 2", 100, 140, 150),
        Result.of("search, workers 4", 100, 140, 150));
    Document page = page();
    assertThat(page.select("p.gap").text())
        .startsWith("Too noisy: in the runs of 01-one, two measurements");
    assertThat(page.select("section").get(0).select("i.dot, .axis")).isEmpty();
    assertThat(rows(page.select("section").get(0)).get(2))
        .isEqualTo("four | left out: this run was too noisy");
    assertThat(page.select("section").get(1).select("i.dot")).isNotEmpty();
  }

  @Test
  void a_target_is_met_or_missed_or_not_measured() throws IOException {
    Element section = page().selectFirst("section:has(h2:contains(targets))");
    assertThat(cells(section.selectFirst("table")))
        .containsExactly(
            List.of("ratio", "of medians", "of fastest", "target", "result"),
            List.of("01: met <b> & so on", "1.500", "2.000", "at least 2.00", "met"),
            List.of("01: missed because <b> & so on", "0.667", "0.500", "at most 0.40", "not met"),
            List.of(
                "01: not measured not measured: <b> failed & so on", "", "", "at most 1.00", ""));
    assertThat(section.select("p").last().text())
        .isEqualTo("Noise: the same code, measured twice in one run, differs by 10.0 % in 01-one.");
  }

  @Test
  void each_section_says_how_its_lessons_are_measured_again() throws IOException {
    assertThat(page().select("section").get(0).select("code").eachText())
        .containsExactly("mvn verify -Pbench -pl solutions/01-one");
  }

  @Test
  void what_is_measured_by_hand_is_measured_again_by_hand_and_belongs_to_no_noisy_run()
      throws IOException {
    course.lesson(
        "02-two",
        """
        {
          "sections": [
            { "title": "Costs", "order": 20, "see": "This is cheap.", "rows": [
              { "label": "a verdict", "benchmark": "verdict" }, { "label": "a check", "benchmark": "check" }
            ] }
          ],
          "byHand": [ { "benchmark": "verdict", "how": ".ci/some <b>", "file": "verdict.json" } ]
        }
        """);
    course.measured(
        "solutions/02-two",
        "21+35",
        Map.of(),
        Result.of("baseline", 200),
        Result.of("baselineAgain", 300),
        Result.of("check", 50));
    Files.writeString(
        root.resolve(Path.of("solutions", "02-two", "target", "bench", "verdict.json")),
        SmallCourse.json(Result.of("verdict", 100)));
    Element section = page().select("section").get(1);
    assertThat(rows(section))
        .containsExactly("a verdict | 100 ns", "a check | left out: this run was too noisy");
    assertThat(section.select("code").eachText())
        .containsExactly(".ci/some <b>", "mvn verify -Pbench -pl solutions/02-two");
  }

  @Test
  void the_page_needs_no_network_and_no_script() throws IOException {
    Document page = page();
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(page.select("img, script, link, iframe, object, embed, image, use")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getValue())
            .as("%s of %s", attribute.getKey(), element.tagName())
            .doesNotContain("//", "url(");
      }
    }
  }

  @Test
  void without_results_the_page_says_how_to_measure() throws IOException {
    course = new SmallCourse(root.resolve("empty")).lesson("01-one", ONE).lesson("02-two", TWO);
    Document page = page();
    assertThat(page.select("p.gap").text())
        .isEqualTo("Nothing has been measured yet: mvn verify -Pbench");
    assertThat(page.select("i.dot")).isEmpty();
    assertThat(page.select(".note .gap").eachText())
        .contains("not measured: solutions/02-two has no results");
  }
}
