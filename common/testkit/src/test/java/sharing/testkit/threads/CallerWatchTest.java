package sharing.testkit.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CallerWatchTest {
  @Test
  void a_caller_that_does_not_wait_is_seen_to_end() throws Exception {
    assertThat(WatchedCall.start(() -> 1).returnsWhileHeld()).isTrue();
  }

  @Test
  void a_caller_that_waits_for_a_held_worker_is_not_seen_to_end() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> call = WatchedCall.start(() -> startAndJoin(gate, 0));
    assertThat(call.returnsWhileHeld()).isFalse();
    gate.countDown();
    call.result();
  }

  @Test
  void a_caller_that_waits_for_half_a_second_is_seen_to_end() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> call = WatchedCall.start(() -> startAndJoin(gate, 500));
    assertThat(call.returnsWhileHeld()).isTrue();
    gate.countDown();
    call.assertNoThreadLeft();
  }

  @Test
  void a_caller_that_waits_for_a_day_is_not_seen_to_end_the_second_time_either() throws Exception {
    for (int i = 0; i < 2; i++) {
      CountDownLatch gate = new CountDownLatch(1);
      WatchedCall<Boolean> call = WatchedCall.start(() -> gate.await(1, TimeUnit.DAYS));
      assertThat(call.returnsWhileHeld()).isFalse();
      gate.countDown();
      assertThat(call.result()).isTrue();
    }
  }

  @Test
  void a_caller_that_polls_without_an_end_is_not_seen_to_end() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              while (gate.getCount() > 0) {
                Thread.sleep(1); // It polls: this is what it does.
              }
              return null;
            });
    assertThat(call.returnsWhileHeld()).isFalse();
    gate.countDown();
    call.result();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no cat")
  void a_thread_that_reads_what_a_held_process_prints_does_not_work() throws Exception {
    Process held = new ProcessBuilder("cat").start();
    WatchedCall<Integer> call =
        WatchedCall.start(
            () -> {
              Thread reader = new Thread(() -> readAll(held));
              reader.start();
              return held.waitFor();
            });
    assertThat(call.returnsWhileHeld()).isFalse();
    held.getOutputStream().close();
    assertThat(call.result()).isZero();
  }

  private static void readAll(Process process) {
    try {
      process.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_interrupt_has_arrived_when_interruptCaller_returns() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Boolean> call =
        WatchedCall.start(
            () -> {
              try {
                gate.await();
                return false;
              } catch (InterruptedException e) {
                return true;
              }
            });
    assertThat(call.returnsWhileHeld()).isFalse();
    call.interruptCaller();
    gate.countDown();
    assertThat(call.result()).isTrue();
  }

  static Void startAndJoin(CountDownLatch gate, long millis) throws Exception {
    Thread worker = new Thread(() -> awaitUnlessInterrupted(gate));
    worker.start();
    worker.join(millis);
    return null;
  }

  private static void awaitUnlessInterrupted(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
