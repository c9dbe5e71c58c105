package sharing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptiblyTest {

  @Test
  void an_interrupt_does_not_end_the_wait_and_is_kept() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Watched<Boolean> call =
        Watched.start(
            () -> {
              Uninterruptibly.await(latch);
              return Thread.currentThread().isInterrupted();
            });
    call.interruptCaller();
    assertThat(call.endsThoughWorkersAreHeld()).isFalse();
    latch.countDown();
    assertThat(call.result()).isTrue();
  }
}
