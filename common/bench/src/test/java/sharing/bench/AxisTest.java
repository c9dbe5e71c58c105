package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisTest {
  private static List<Span> spans(double... values) {
    return Arrays.stream(values).mapToObj(value -> new Span(value, value, value)).toList();
  }

  @Test
  void values_that_are_near_each_other_have_a_linear_axis_from_0() {
    Axis axis = Axis.of(spans(0.5, 1, 3.3));
    assertThat(axis.isLogarithmic()).isFalse();
    assertThat(axis.ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(axis.percent(1)).isEqualTo(25, within(0.01));
  }

  @Test
  void values_that_are_far_apart_have_a_logarithmic_axis() {
    Axis axis = Axis.of(spans(2, 30, 900));
    assertThat(axis.isLogarithmic()).isTrue();
    assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(axis.percent(100)).isEqualTo(66.67, within(0.01));
  }

  @Test
  void a_long_axis_has_a_tick_for_each_thousandfold() {
    assertThat(Axis.of(spans(2.9, 97_000_000)).ticks())
        .hasSizeLessThanOrEqualTo(5)
        .startsWith(1.0, 1000.0, 1_000_000.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.7, 1, 1.5, 2, 3.3, 9.99, 10, 47, 1e9})
  void the_ticks_of_a_linear_axis_are_few_and_hold_all_values(double most) {
    Axis axis = Axis.of(spans(most / 2, most));
    assertThat(axis.ticks()).hasSizeBetween(3, 5);
    assertThat(axis.to()).isGreaterThanOrEqualTo(most);
    assertThat(axis.percent(most)).as("the axis is used").isGreaterThan(50);
  }

  @Test
  void a_value_beyond_an_end_is_at_that_end() {
    Axis axis = new Axis(1, 100, true, List.of(1.0, 10.0, 100.0));
    assertThat(axis.percent(0.1)).isZero();
    assertThat(axis.percent(-5)).isZero();
    assertThat(axis.percent(1000)).isEqualTo(100);
  }
}
