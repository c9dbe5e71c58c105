package small;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;

@Order(3)
@DisplayName("Threads that count")
class ThreadsTest {
  @Test
  @Rule("The call returns when all threads that it has started have ended.")
  void each_thread_counts_once() throws Exception {
    Counter counter = new Counter();
    counter.countInThreads(3);
    assertThat(counter.get()).as("get() after countInThreads(3)").isEqualTo(3);
  }
}
