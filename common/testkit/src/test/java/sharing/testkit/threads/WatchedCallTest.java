package sharing.testkit.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Uninterruptibly;

class WatchedCallTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

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
  void a_consumer_that_nobody_feeds_is_a_proven_hang() {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    WatchedCall<String> call = WatchedCall.start(queue::take);
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Every thread waits")
        .hasMessageContaining("caller is waiting");
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
  void two_locks_in_opposite_order_are_a_proven_hang_that_names_both_threads() {
    Object left = new Object();
    Object right = new Object();
    CountDownLatch bothHold = new CountDownLatch(2);
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              Thread other = new Thread(() -> lockBoth(right, left, bothHold), "other");
              other.start();
              lockBoth(left, right, bothHold);
              other.join();
              return null;
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("caller is blocked")
        .hasMessageContaining("for a lock that other holds")
        .hasMessageContaining("other is blocked")
        .hasMessageContaining("for a lock that caller holds");
  }

  private static void lockBoth(Object first, Object second, CountDownLatch bothHold) {
    synchronized (first) {
      bothHold.countDown();
      try {
        bothHold.await();
      } catch (InterruptedException e) {
        return;
      }
      synchronized (second) {
        bothHold.countDown();
      }
    }
  }

  @Test
  void a_busy_loop_ends_after_its_processor_time() {
    WatchedCall<Void> call =
        WatchedCall.start(
            Duration.ofMillis(200),
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return null;
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("One thread was busy");
  }

  @Test
  void a_call_that_works_a_little_again_and_again_hangs() {
    WatchedCall<Void> call =
        WatchedCall.start(
            Duration.ofMillis(100),
            () -> {
              while (true) {
                Thread.sleep(20);
              }
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("For 3 s or more it worked and slept in turn:")
        .hasMessageContaining("caller is");
  }

  @Test
  void a_shared_pool_that_works_for_a_call_without_an_end_is_busy() {
    assertHangsBusy(ForkJoinPool.commonPool(), "ForkJoinPool.commonPool-worker-");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void a_virtual_thread_without_an_end_is_busy() throws Exception {
    assertHangsBusy(virtualThreads(), "ForkJoinPool-1-worker-");
  }

  /** The caller waits, as far as anybody is told, and so does who carries a virtual thread. */
  private static void assertHangsBusy(Executor threads, String name) {
    AtomicBoolean isOver = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    WatchedCall<Void> call =
        WatchedCall.start(
            Duration.ofMillis(500),
            () -> {
              threads.execute(
                  () -> {
                    while (!isOver.get()) {
                      Thread.onSpinWait();
                    }
                  });
              never.await();
              return null;
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("One thread was busy")
        .hasMessageContaining("caller is waiting")
        .hasMessageContaining(name)
        .hasMessageContaining(" is running");
    isOver.set(true);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtual_threads_that_wait_for_ever_are_a_proven_hang() throws Exception {
    Executor threads = virtualThreads();
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              CountDownLatch never = new CountDownLatch(1);
              threads.execute(() -> Uninterruptibly.await(never));
              never.await();
              return null;
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Every thread waits")
        .hasMessageContaining("caller is waiting");
  }

  private static Executor virtualThreads() throws ReflectiveOperationException {
    return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "busy; A process was busy for 4 s without an end:",
        "at rest; For 8 s every thread did nothing but sleep:",
        "dozing; For 8 s every thread did nothing but sleep:"
      })
  void a_call_that_waits_for_a_process_without_an_end_hangs(String kind, String how) {
    List<ProcessHandle> processes = new ArrayList<>();
    WatchedCall<String> call =
        WatchedCall.start(
            () -> {
              ChildJvm child = ChildJvm.start(Endless.class, kind);
              processes.add(child.handle());
              return child.receive().orElse("nothing");
            });
    assertThatThrownBy(call::result)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining(how)
        .hasMessageContaining("caller is waiting")
        .hasMessageMatching("(?s).*process \\d+ lives, and was busy for .*");
    assertThat(processes.get(0).onExit()).as("the end of the process").succeedsWithin(BOUND);
  }

  static final class Endless {
    public static void main(String[] arguments) throws Exception {
      ParentJvm.connect();
      while (arguments[0].equals("busy")) {
        Thread.onSpinWait();
      }
      while (arguments[0].equals("dozing")) { // Here 0.6 % of a processor, as a heartbeat may use.
        Thread.sleep(1600); // It dozes: this is what it does.
        spin(Duration.ofMillis(10));
      }
      Thread.currentThread().join();
    }
  }

  @Test
  void a_caller_that_waits_for_a_shared_pool_does_not_hang() throws Exception {
    ExecutorService shared = Executors.newSingleThreadExecutor();
    shared.submit(() -> {}).get(); // So its thread is not one that the call starts.
    WatchedCall<String> call =
        WatchedCall.start(() -> shared.submit(() -> spin(Duration.ofSeconds(1)), "done").get());
    assertThat(call.result()).isEqualTo("done");
    shared.shutdown();
  }

  private static boolean isTrueAfter(Duration wall) {
    spin(wall);
    return true;
  }

  private static void spin(Duration wall) {
    long end = System.nanoTime() + wall.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
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
  void to_watch_another_call_takes_a_thread_no_time_of_its_own() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    WatchedCall<Void> outer =
        WatchedCall.start(
            Duration.ofMillis(500),
            () -> {
              WatchedCall<Void> inner = WatchedCall.start(() -> startAndJoin(gate, 0));
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
    assertThatThrownBy(call::assertNoWorkerLeft)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("pool-");
    call.result().shutdownNow();
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
    assertThatThrownBy(call::assertNoWorkerLeft)
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("left is waiting");
    never.countDown();
    call.assertNoWorkerLeft();
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
    assertThatCode(call::assertNoWorkerLeft).doesNotThrowAnyException();
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
    call.assertNoWorkerLeft();
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
  void a_call_that_waits_for_a_socket_without_an_end_hangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      WatchedCall<Integer> call = WatchedCall.start(() -> socket.getInputStream().read());
      assertThatThrownBy(call::result)
          .isInstanceOf(CheckFailedError.class)
          .hasMessageContaining("For 8 s every thread did nothing but sleep:");
    }
  }

  @Test
  void nothing_is_proven_while_a_thread_may_have_been_woken() throws Exception {
    try (ChildJvm child = ChildJvm.start(BesideABusyThread.class)) {
      assertThat(child.receive()).contains("the busy thread had ended, and then the call hung");
    }
  }

  /** In a JVM whose busy thread was there before {@link WatchedCall}: so it is let be. */
  static final class BesideABusyThread {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Thread busy = new Thread(() -> spin(Duration.ofSeconds(1)));
      busy.start();
      WatchedCall<Object> call = WatchedCall.start(new LinkedBlockingQueue<>()::take);
      assertThatThrownBy(call::result).hasMessageContaining("none is left to wake it");
      parent.send(
          "the busy thread " + (busy.isAlive() ? "lived" : "had ended, and then the call hung"));
      parent.finish();
    }
  }

  @Test
  void a_server_is_no_business_of_a_call_that_hangs() throws Exception {
    try (ChildJvm server = ChildJvm.start(Endless.class, "at rest")) {
      WatchedCall.letBe(server.handle());
      WatchedCall<String> call = WatchedCall.start(new LinkedBlockingQueue<String>()::take);
      assertThatThrownBy(call::result)
          .isInstanceOf(CheckFailedError.class)
          .hasMessageNotContaining("process");
      assertThat(server.isAlive()).isTrue();
    }
  }

  private static Void startAndJoin(CountDownLatch gate, long millis) throws Exception {
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
}
