package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.visibility.VisibilityProbe;

@Order(3)
@DisplayName("A number in memory, with a lock")
class LockedCounterTest extends CounterContract {
  LockedCounterTest() {
    super(
        LockedCounter::new,
        TwoIncrements.class,
        OnePlace.class,
        BothKinds.class,
        NoPlace.class,
        Announced.class);
  }

  static class TwoIncrements extends CounterContract.TwoIncrements {
    TwoIncrements() {
      super(new LockedCounter());
    }
  }

  static class OnePlace extends CounterContract.OnePlace {
    OnePlace() {
      super(new LockedCounter());
    }
  }

  static class BothKinds extends CounterContract.BothKinds {
    BothKinds() {
      super(new LockedCounter());
    }
  }

  static class NoPlace extends CounterContract.NoPlace {
    NoPlace() {
      super(new LockedCounter());
    }
  }

  static class Announced extends CounterContract.Announced {
    Announced() {
      super(new LockedCounter());
    }
  }

  @Test
  @Order(9)
  @Rule("Without synchronization, a loop may read a field once and never again (JLS 17.3).")
  void a_loop_that_is_already_running_sees_the_number() throws Exception {
    assertThat(new LockedCounter().get()).as("get() of a new counter").isZero();
    VisibilityProbe.assertSeenByRunningLoop(
        Probed.class, "counter.increment()", "while (counter.get() == 0) {}");
  }

  /** The student's counter, in the form that the probe needs. */
  public static final class Probed implements VisibilityProbe.Subject {
    private final LockedCounter counter = new LockedCounter();

    @Override
    public void change() {
      counter.increment();
    }

    @Override
    public boolean isChanged() {
      return counter.get() > 0;
    }
  }
}
