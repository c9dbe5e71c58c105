package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.SmallCourse.Result;

class PerformanceTargetTest {
  @TempDir Path root;

  private PerformanceTarget target(String bound) throws IOException {
    return new SmallCourse(root)
        .lesson(
            "01-one",
            """
            { "targets": [ { "what": "one of two", "order": 10,
              "numerator": "one", "denominator": "two", %s } ] }
            """
                .formatted(bound))
        .outline()
        .targets()
        .get(0);
  }

  @Test
  void at_least_is_met_by_the_bound_and_by_more() throws IOException {
    PerformanceTarget target = target("\"atLeast\": 1.9");
    assertThat(target.isMet(1.9)).isTrue();
    assertThat(target.isMet(2.5)).isTrue();
    assertThat(target.isMet(1.89)).isFalse();
    assertThat(target.describe()).isEqualTo("at least 1.90");
  }

  @Test
  void at_most_is_met_by_the_bound_and_by_less() throws IOException {
    PerformanceTarget target = target("\"atMost\": 1.05");
    assertThat(target.isMet(1.05)).isTrue();
    assertThat(target.isMet(0.5)).isTrue();
    assertThat(target.isMet(1.06)).isFalse();
    assertThat(target.describe()).isEqualTo("at most 1.05");
  }

  @Test
  void the_numerator_is_divided_by_the_denominator() throws IOException {
    PerformanceTarget target = target("\"atLeast\": 1.9");
    Results results =
        new SmallCourse(root)
            .measured(
                "solutions/01-one", Result.of("one", 30, 80, 90), Result.of("two", 10, 20, 90))
            .results("solutions");
    assertThat(target.ratioOfFastest(results)).contains(3.0);
    assertThat(target.ratioOfMedians(results)).contains(4.0);
  }

  @Test
  void without_one_of_the_two_there_is_no_ratio_and_a_reason() throws IOException {
    PerformanceTarget target = target("\"atLeast\": 1.9");
    Results results =
        new SmallCourse(root)
            .measured("solutions/01-one", Result.of("one", 30))
            .results("solutions");
    assertThat(target.ratioOfFastest(results)).isEmpty();
    assertThat(target.whyMissing(results))
        .isEqualTo(new Results.Missing("it is not in the results", false));
  }
}
