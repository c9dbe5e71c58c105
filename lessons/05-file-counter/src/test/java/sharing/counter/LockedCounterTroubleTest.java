package sharing.counter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

@Order(3)
@DisplayName("A number in memory, with a lock")
class LockedCounterTroubleTest extends InterruptsContract {
  LockedCounterTroubleTest() {
    super(LockedCounter::new, AfterInterrupts.class);
  }

  static class AfterInterrupts extends InterruptsContract.AfterInterrupts {
    AfterInterrupts() {
      super(new LockedCounter());
    }
  }
}
