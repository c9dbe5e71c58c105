package small;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(2)
@DisplayName("A counter that two workers share")
class SharedCountTest {
  static class TwoIncrements implements Interleaver.Scenario {
    private final Counter counter = new Counter();

    @Override
    public void worker1() {
      counter.increment();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("get() after two increments").isEqualTo(2);
    }
  }

  @Test
  @Rule("Read, add and write are one step for all others, or an update is lost.")
  void no_increment_is_lost() throws Exception {
    Interleaver.assertHolds(TwoIncrements.class);
  }
}
