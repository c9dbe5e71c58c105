package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

/** The tests of what {@link Counter} promises to interrupted threads, for every kind of counter. */
abstract class InterruptsContract {
  private final Supplier<Counter> newCounter;
  private final Class<? extends AfterInterrupts> afterInterrupts;

  InterruptsContract(
      Supplier<Counter> newCounter, Class<? extends AfterInterrupts> afterInterrupts) {
    this.newCounter = newCounter;
    this.afterInterrupts = afterInterrupts;
  }

  /** Calls each method in an interrupted thread, on a counter that is 0. */
  private static List<Long> callInterrupted(Counter counter) {
    Thread.currentThread().interrupt();
    try {
      long returned = counter.increment();
      Thread.currentThread().interrupt();
      long added = counter.incrementBelow(9) ? 1 : 0;
      Thread.currentThread().interrupt();
      return List.of(returned, added, counter.get());
    } finally {
      Thread.interrupted();
    }
  }

  /** Two threads add one, of which one is interrupted. Others were interrupted before. */
  abstract static class AfterInterrupts implements Interleaver.Scenario {
    private final Counter counter;
    private long returned1;
    private long returned2;

    AfterInterrupts(Counter counter) {
      this.counter = counter;
      callInterrupted(counter);
    }

    @Override
    public void worker1() {
      returned1 = counter.increment();
    }

    @Override
    public void worker2() {
      Thread.currentThread().interrupt();
      try {
        returned2 = counter.increment();
      } finally {
        Thread.interrupted();
      }
    }

    @Override
    public void check() {
      assertThat(counter.get())
          .as("get() of a counter that was 2, after two increments, one in an interrupted thread")
          .isEqualTo(4);
      assertThat(Stream.of(returned1, returned2).sorted())
          .as("the results of two increments of a counter that was 2")
          .containsExactly(3L, 4L);
    }
  }

  @Test
  @Order(1)
  @Rule("An interrupted thread counts as any other thread does.")
  void an_interrupted_thread_counts() {
    List<Long> seen;
    try {
      seen = callInterrupted(newCounter.get());
    } catch (RuntimeException e) {
      throw new CheckFailedError(
          "An interrupted thread called increment(), incrementBelow(9) and get() of a new counter.",
          "each call returns.",
          "one threw " + e + ".",
          e);
    }
    assertThat(seen)
        .as(
            "the results of increment(), incrementBelow(9) and get() of a new counter, in an"
                + " interrupted thread; true counts as 1")
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  @Order(2)
  @Rule("An interrupt must not let a second thread in, neither now nor later.")
  void no_pause_loses_an_increment_of_an_interrupted_thread() throws Exception {
    Interleaver.assertHolds(afterInterrupts);
  }
}
