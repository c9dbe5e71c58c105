package sharing.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;

/** Two calls of runAll at the same time. */
@Order(2)
@DisplayName("Start all, wait for all")
class WorkersTwoCallsTest {

  /** Two calls at the same time, each with one task, which fails. */
  static class TwoCallsFail implements Interleaver.Scenario {
    private String seen1 = "";
    private String seen2 = "";

    @Override
    public void worker1() throws InterruptedException {
      seen1 = failure("7 cannot be decided");
    }

    @Override
    public void worker2() throws InterruptedException {
      seen2 = failure("9 cannot be decided");
    }

    private static String failure(String why) throws InterruptedException {
      Runnable fails =
          () -> {
            throw new IllegalArgumentException(why);
          };
      try {
        Workers.runAll(List.of(fails));
        return "it returned";
      } catch (IllegalStateException e) {
        return "it threw an IllegalStateException with the cause " + e.getCause();
      }
    }

    @Override
    public void check() {
      assertFailed("runAll in worker 1", seen1, "7 cannot be decided");
      assertFailed("runAll in worker 2", seen2, "9 cannot be decided");
    }

    private static void assertFailed(String call, String seen, String why) {
      assertThat(seen)
          .as("the outcome of %s, whose task threw an exception while another call ran", call)
          .isEqualTo(
              "it threw an IllegalStateException with the cause java.lang.IllegalArgumentException: "
                  + why);
    }
  }

  @Test
  @Order(1)
  @ProcessorTime(seconds = 60)
  @Rule("Two calls at the same time must not share anything that they change.")
  void no_pause_mixes_the_failures_of_two_calls() throws Exception {
    Interleaver.assertHolds(TwoCallsFail.class);
  }
}
