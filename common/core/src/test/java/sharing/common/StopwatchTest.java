package sharing.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopwatchTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "1, 1.00 ns",
    "6.6, 6.60 ns",
    "12.34, 12.3 ns",
    "850, 850 ns",
    "999.4, 999 ns",
    "999.6, 1.00 µs",
    "12345, 12.3 µs",
    "9994, 9.99 µs",
    "9996, 10.0 µs",
    "45600000, 45.6 ms",
    "99960000, 100 ms",
    "1234567890, 1.23 s",
    "59940000000, 59.9 s",
    "59960000000, 1 min 0 s",
    "123000000000, 2 min 3 s",
    "7384000000000, 123 min 4 s"
  })
  void a_duration_has_three_digits_and_the_unit_that_fits(double nanos, String text) {
    assertThat(Stopwatch.format(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void a_negative_duration_is_rejected(double nanos) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stopwatch.format(nanos))
        .withMessageContaining("nanos")
        .withMessageContaining(Double.toString(nanos));
  }

  @Test
  void a_stopwatch_never_runs_backwards() {
    Stopwatch watch = Stopwatch.start();
    long before = 0;
    for (int look = 0; look < 1000; look++) {
      long now = watch.elapsedNanos();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }
}
