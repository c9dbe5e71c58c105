package sharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sharing.testkit.threads.WatchedCall;

class UninterruptiblyTest {

  @Test
  void an_interrupt_does_not_end_the_wait_and_is_kept() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    WatchedCall<Boolean> call =
        WatchedCall.start(
            () -> {
              Uninterruptibly.await(latch);
              return Thread.currentThread().isInterrupted();
            });
    call.interruptCaller();
    assertThat(call.returnsWhileHeld()).isFalse();
    latch.countDown();
    assertThat(call.result()).isTrue();
  }
}
