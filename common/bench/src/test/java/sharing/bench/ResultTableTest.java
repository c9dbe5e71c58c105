package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final Measurement SEARCH = measurement("search, workers 2", 50_000, 0);

  private static Measurement measurement(String name, double nanos, double lost) {
    Optional<Double> part = lost > 0 ? Optional.of(lost) : Optional.empty();
    return new Measurement(name, nanos, nanos / 2, nanos * 2, 5, part);
  }

  @Test
  void each_benchmark_has_its_times_and_its_ratio_to_the_baseline() {
    assertThat(ResultTable.of(List.of(measurement("baseline", 200_000, 0), SEARCH)))
        .isEqualToNormalizingNewlines(
            """

              one call           median fastest slowest  of baseline
              baseline           200 µs  100 µs  400 µs         1.00
              search, workers 2 50.0 µs 25.0 µs  100 µs         0.25
            """);
  }

  @Test
  void without_a_baseline_there_is_no_ratio() {
    assertThat(ResultTable.of(List.of(SEARCH)))
        .isEqualToNormalizingNewlines(
            """

              one call           median fastest slowest
              search, workers 2 50.0 µs 25.0 µs  100 µs
            """);
  }

  @Test
  void a_ratio_below_a_hundredth_has_six_decimals() {
    assertThat(ResultTable.of(List.of(measurement("baseline", 16_000_000, 0), SEARCH)))
        .contains("100 µs     0.003125");
  }

  @Test
  void the_part_of_updates_that_was_lost_stands_below_its_benchmark() {
    assertThat(ResultTable.of(List.of(measurement("unlocked", 10, 0.239), SEARCH)))
        .isEqualToNormalizingNewlines(
            """

              one call           median fastest slowest
              unlocked          10.0 ns 5.00 ns 20.0 ns
                of its updates lost: 23.9 %
              search, workers 2 50.0 µs 25.0 µs  100 µs
            """);
  }
}
