package sharing.testkit.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.processes.ChildProcesses;

class HangDetectorTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

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
        .hasMessageContaining("For 3 s or more it alternated work and sleep:")
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

  /** The caller waits, and so does a carrier of a virtual thread, as far as the platform tells. */
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
  void virtual_threads_that_wait_forever_are_a_proven_hang() throws Exception {
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
        "busy; A process was busy for 4 s and did not end:",
        "at rest; For 8 s every thread only slept:",
        "dozing; For 8 s every thread only slept:"
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
        .hasMessageMatching("(?s).*process \\d+ is alive, and was busy for .*");
    assertThat(processes.get(0).onExit()).as("the end of the process").succeedsWithin(BOUND);
  }

  @Test
  void a_server_is_neither_reported_nor_killed() throws Exception {
    try (ChildJvm server = ChildJvm.start(Endless.class, "at rest")) {
      ChildProcesses.letBe(server.handle());
      WatchedCall<String> call = WatchedCall.start(new LinkedBlockingQueue<String>()::take);
      assertThatThrownBy(call::result)
          .isInstanceOf(CheckFailedError.class)
          .hasMessageNotContaining("process");
      assertThat(server.isAlive()).isTrue();
    }
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

  @Test
  void a_call_that_waits_for_a_socket_without_an_end_hangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      WatchedCall<Integer> call = WatchedCall.start(() -> socket.getInputStream().read());
      assertThatThrownBy(call::result)
          .isInstanceOf(CheckFailedError.class)
          .hasMessageContaining("For 8 s every thread only slept:");
    }
  }

  @Test
  void a_caller_that_waits_for_a_file_lock_of_another_process_does_not_hang(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("locked");
    try (ChildJvm owner = ChildJvm.start(LockOwner.class, file.toString())) {
      assertThat(owner.receive()).contains("locked");
      WatchedCall<Boolean> call = WatchedCall.start(() -> LockOwner.lock(file).isValid());
      call.until(() -> FileLocks.isAskedFor(call.caller()));
      owner.send("hold it for 1 s, and end");
      assertThat(call.result()).isTrue();
    }
  }

  static final class LockOwner {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      lock(Path.of(arguments[0]));
      parent.send("locked");
      parent.receive();
      spin(Duration.ofSeconds(1));
      parent.finish();
    }

    static FileLock lock(Path file) throws IOException {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock();
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
      assertThatThrownBy(call::result).hasMessageContaining("no other thread can wake them");
      parent.send(
          "the busy thread " + (busy.isAlive() ? "lived" : "had ended, and then the call hung"));
      parent.finish();
    }
  }

  private static void spin(Duration wall) {
    long end = System.nanoTime() + wall.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
