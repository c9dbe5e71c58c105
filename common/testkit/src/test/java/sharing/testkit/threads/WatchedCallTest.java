package sharing.testkit.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Uninterruptibly;

class WatchedCallTest {
  @Test
  void a_call_returns_what_it_returns() throws Exception {
    assertThat(WatchedCall.start(() -> 42).result()).isEqualTo(42);
  }

  @Test
  void a_call_throws_what_it_throws() {
    IllegalStateException thrown = new IllegalStateException("as it is");
    WatchedCall<Object> call =
        WatchedCall.start(
            () -> {
              throw thrown;
            });
    assertThatThrownBy(call::result).isSameAs(thrown);
  }

  @Test
  void an_assertion_in_a_call_reaches_the_test() {
    WatchedCall<Object> call =
        WatchedCall.start(
            () -> {
              throw new AssertionError("in another thread");
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(AssertionError.class)
        .hasMessage("in another thread");
  }

  @Test
  @ProcessorTime(seconds = 60)
  void a_test_says_how_much_processor_time_it_may_use(TestInfo test) throws Exception {
    assertThat(HangGuardExtension.busyBound(test.getTestMethod().get()))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(WatchedCall.busyBound()).as("of a call in it").isEqualTo(Duration.ofSeconds(60));
    assertThat(HangGuardExtension.busyBound(Object.class.getMethod("toString")))
        .isEqualTo(WatchedCall.BUSY_BOUND);
  }

  @Test
  void a_call_with_a_name_is_called_by_it() {
    WatchedCall<String> call =
        WatchedCall.start("thread 2", new LinkedBlockingQueue<String>()::take);
    assertThatThrownBy(call::result).hasMessageContaining("thread 2 is waiting");
  }

  @Test
  void a_call_that_makes_progress_may_sleep_for_longer_than_the_limit() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    WatchedCall<Void> call =
        WatchedCall.start(
            Duration.ofMillis(100), // So it may alternate work and sleep for 3 s.
            () -> {
              while (steps.get() < 5) {
                Thread.sleep(1_000); // The limits for sleep are what is tested.
                steps.incrementAndGet();
              }
              return null;
            });
    call.until(() -> steps.get() == 5, steps::get);
    call.result();
    assertThat(steps).hasValue(5);
  }

  @Test
  void a_call_without_progress_hangs_while_its_steps_are_awaited() {
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              new CountDownLatch(1).await();
              return null;
            });
    assertThatThrownBy(() -> call.until(() -> false, () -> 0))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("it hangs");
  }

  @Test
  void a_loop_that_an_interrupt_does_not_end_works_on() throws Exception {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              while (goesOn.get()) {
                LockSupport.parkNanos(1_000_000_000); // It returns at once after an interrupt.
              }
              return null;
            });
    try {
      assertThat(call.worksOn()).isTrue();
    } finally {
      goesOn.set(false);
    }
    call.result();
  }

  @Test
  void a_thread_that_ends_or_waits_again_after_an_interrupt_does_not_work_on() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              new Thread(
                      () -> {
                        while (gate.getCount() > 0) {
                          LockSupport.parkNanos(20_000_000);
                          Thread.interrupted();
                        }
                      })
                  .start();
              gate.await();
              return null;
            });
    try {
      assertThat(call.worksOn()).isFalse();
    } finally {
      gate.countDown();
    }
    assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
  }

  private static boolean isTrueAfter(Duration wall) {
    spin(wall);
    return true;
  }

  @Test
  void an_inner_call_is_judged_by_its_own_watch() throws Exception {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    WatchedCall<Boolean> outer =
        WatchedCall.start(
            () -> {
              WatchedCall<String> inner = WatchedCall.start(queue::take);
              assertThat(inner.returnsWhileHeld()).isFalse();
              assertThat(inner.returnsWhileHeld()).isFalse();
              queue.add("go on");
              return inner.result().equals("go on");
            });
    assertThat(outer.result()).isTrue();
  }

  @Test
  void watching_another_call_takes_a_thread_no_time_of_its_own() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> outer =
        WatchedCall.start(
            Duration.ofMillis(500),
            () -> {
              WatchedCall<Void> inner =
                  WatchedCall.start(() -> CallerWatchTest.startAndJoin(gate, 0));
              inner.until(() -> isTrueAfter(Duration.ofSeconds(1)));
              gate.countDown();
              inner.result();
              spin(Duration.ofMillis(100)); // So that its own watch looks at it once more.
              return null;
            });
    outer.result();
  }

  @Test
  void a_pool_that_is_not_shut_down_is_a_worker_left() throws Exception {
    WatchedCall<ExecutorService> call =
        WatchedCall.start(
            () -> {
              ExecutorService pool = Executors.newFixedThreadPool(1);
              pool.submit(() -> 1).get();
              return pool;
            });
    call.result();
    assertThatThrownBy(call::assertNoThreadLeft)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("pool-");
    call.result().shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemons", "fork/join"})
  void a_pool_of_daemons_that_is_not_shut_down_is_left(String kind) throws Exception {
    WatchedCall<ExecutorService> call =
        WatchedCall.start(
            () -> {
              ExecutorService pool =
                  kind.equals("daemons")
                      ? Executors.newFixedThreadPool(1, WatchedCallTest::daemon)
                      : new ForkJoinPool(1);
              pool.submit(() -> 1).get();
              return pool;
            });
    call.result();
    assertThatThrownBy(call::assertNoThreadLeft)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Seen: a thread is left.");
    call.result().shutdownNow();
    call.assertNoThreadLeft();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @Test
  void threads_that_the_jdk_shares_are_not_left() throws Exception {
    WatchedCall<Long> call =
        WatchedCall.start(
            () ->
                CompletableFuture.supplyAsync(() -> 1L).orTimeout(1, TimeUnit.HOURS).get()
                    + LongStream.range(0, 100_000).parallel().sum());
    call.result();
    call.assertNoThreadLeft();
  }

  @Test
  void a_thread_that_a_call_started_and_left_waiting_is_left() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              new Thread(() -> Uninterruptibly.await(never), "left").start();
              return null;
            });
    call.result();
    assertThatThrownBy(call::assertNoThreadLeft)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("left is waiting");
    never.countDown();
    call.assertNoThreadLeft();
  }

  @Test
  void a_call_that_has_joined_its_workers_leaves_none() throws Exception {
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              Thread worker = new Thread(() -> {});
              worker.start();
              worker.join();
              return null;
            });
    call.result();
    assertThatCode(call::assertNoThreadLeft).doesNotThrowAnyException();
  }

  @Test
  void an_exception_that_a_worker_dies_of_is_kept() throws Exception {
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              Thread worker =
                  new Thread(
                      () -> {
                        throw new IllegalStateException("lost");
                      },
                      "worker");
              worker.start();
              worker.join();
              return null;
            });
    call.result();
    List<String> uncaught = call.uncaught();
    assertThat(uncaught).hasSize(1);
    assertThat(uncaught.get(0)).contains("worker ended with").contains("lost");
  }

  @Test
  void a_call_that_bounds_its_own_waits_is_not_judged_meanwhile() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    answer.completeOnTimeout("late", 1, TimeUnit.SECONDS);
    WatchedCall<String> outer = WatchedCall.start(() -> WatchedCall.bounded(answer::get));
    assertThat(outer.result()).isEqualTo("late");
  }

  @Test
  void until_returns_as_soon_as_its_condition_holds() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              arrived.countDown();
              gate.await();
              return null;
            });
    call.until(() -> arrived.getCount() == 0);
    assertThat(call.caller().isAlive()).isTrue();
    gate.countDown();
    call.result();
  }

  @Test
  void until_returns_without_its_condition_only_when_the_caller_has_ended() throws Exception {
    for (int i = 0; i < 200; i++) { // Without the join, 7 to 9 of 100 callers were still alive.
      WatchedCall<Void> call = WatchedCall.start(() -> null);
      call.until(() -> false);
      assertThat(call.caller().isAlive()).isFalse();
    }
  }

  private static void spin(Duration wall) {
    long end = System.nanoTime() + wall.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
