package sharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sharing.testkit.threads.WatchedCall;

class PrimalitySpyTest {
  @Test
  void each_question_is_answered_and_noted() {
    PrimalitySpy asked = new PrimalitySpy();
    assertThat(asked.test(7)).isTrue();
    assertThat(asked.test(9)).isFalse();
    assertThat(asked.test(7)).isTrue();
    assertThat(asked.times()).isEqualTo(Map.of(7L, 2, 9L, 1));
    assertThat(asked.byThread()).isEqualTo(Map.of(Thread.currentThread(), Set.of(7L, 9L)));
  }

  @Test
  void who_asks_about_a_held_number_waits_until_it_is_released() throws Exception {
    PrimalitySpy asked = new PrimalitySpy(7L);
    WatchedCall<Boolean> call = WatchedCall.start(() -> asked.test(7));
    call.until(asked::isHeld);
    assertThat(call.returnsWhileHeld()).isFalse();
    asked.release();
    assertThat(call.result()).isTrue();
    assertThat(asked.test(7)).isTrue();
  }
}
