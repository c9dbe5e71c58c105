package sharing.counter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

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
}
