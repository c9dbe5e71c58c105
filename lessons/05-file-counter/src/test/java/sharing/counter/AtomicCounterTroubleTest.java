package sharing.counter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;

@Order(4)
@DisplayName("A number in memory, without a lock")
class AtomicCounterTroubleTest extends InterruptsContract {
  AtomicCounterTroubleTest() {
    super(AtomicCounter::new, AfterInterrupts.class);
  }

  static class AfterInterrupts extends InterruptsContract.AfterInterrupts {
    AfterInterrupts() {
      super(new AtomicCounter());
    }
  }
}
