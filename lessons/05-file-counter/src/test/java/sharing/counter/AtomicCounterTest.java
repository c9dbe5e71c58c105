package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(4)
@DisplayName("A number in memory, without a lock")
class AtomicCounterTest extends CounterContract {
  AtomicCounterTest() {
    super(
        AtomicCounter::new,
        TwoIncrements.class,
        OnePlace.class,
        BothKinds.class,
        NoPlace.class,
        Announced.class);
  }

  static class TwoIncrements extends CounterContract.TwoIncrements {
    TwoIncrements() {
      super(new AtomicCounter());
    }
  }

  static class OnePlace extends CounterContract.OnePlace {
    OnePlace() {
      super(new AtomicCounter());
    }
  }

  static class BothKinds extends CounterContract.BothKinds {
    BothKinds() {
      super(new AtomicCounter());
    }
  }

  static class NoPlace extends CounterContract.NoPlace {
    NoPlace() {
      super(new AtomicCounter());
    }
  }

  static class Announced extends CounterContract.Announced {
    Announced() {
      super(new AtomicCounter());
    }
  }

  /** Runs each method while another thread is paused in the middle of any of them. */
  static class EachMethod implements Interleaver.LockFree {
    private final Counter counter = new AtomicCounter();
    private final AtomicInteger added = new AtomicInteger();

    @Override
    public void worker1() {
      counter.increment();
      added.addAndGet(counter.incrementBelow(9) ? 2 : 1);
      counter.get();
    }

    @Override
    public void check() {
      assertThat(counter.get())
          .as("get() after two calls of increment() and two of incrementBelow(9)")
          .isEqualTo(4);
      assertThat(added.get())
          .as("two results of incrementBelow(9), added up; true counts as 2, and false as 1")
          .isEqualTo(4);
    }
  }

  @Test
  @Order(10)
  @Rule("Without a lock, no thread waits for a paused thread.")
  void no_thread_waits_for_a_paused_thread() throws Exception {
    Interleaver.assertHolds(EachMethod.class);
  }
}
