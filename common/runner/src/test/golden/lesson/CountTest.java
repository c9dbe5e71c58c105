package small;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;

@Order(1)
@DisplayName("A counter")
class CountTest {
  @ParameterizedTest(name = "n = {0}")
  @Rule("A counter counts each increment once.")
  @ValueSource(ints = {0, 1, 3})
  void n_increments_count_n(int n) {
    Counter counter = new Counter();
    for (int i = 0; i < n; i++) {
      counter.increment();
    }
    assertThat(counter.get()).as("get() after %d increments", n).isEqualTo(n);
  }
}
