package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.durable.helpers.SearchWatch;
import sharing.testkit.Rule;
import sharing.testkit.processes.WithoutJava;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.threads.WatchedCall;

/** What is left at the moment when a search throws. */
@Order(4)
@DisplayName("A search with processes that may be killed")
class SearchLeavesNothingTest {
  private static final int CHUNK = 100;

  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  /** Two workers wait at the gate, each in its own chunk. */
  private static final long FROM = TestWorker.ONE_WAITS_ONCE - 5;

  private static final long TO = FROM + 2 * CHUNK;

  private SearchWatch watch;

  @BeforeEach
  void look() throws Exception {
    watch = new SearchWatch();
  }

  @AfterEach
  void clean() throws Exception {
    watch.close();
  }

  @Test
  @Order(1)
  @Rule("End every process, and wait until each has ended, although the search was interrupted.")
  void all_processes_have_ended_when_an_interrupted_search_throws() throws Exception {
    AtomicInteger left = new AtomicInteger();
    WatchedCall<List<Long>> call = startCountingWhatIsLeft(left);
    watch.atGate(call, 2);
    call.interruptCaller();
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(4000, 4200) with 2 processes, interrupted while they work")
        .isInstanceOf(InterruptedException.class);
    assertThat(left.get())
        .as(
            "how many of 2 processes run at the moment when primes(4000, 4200) throws, after it was"
                + " interrupted")
        .isZero();
    watch.assertNothingLeft("after a search with 2 processes that was interrupted");
  }

  @Test
  @Order(2)
  @Rule("If one process cannot be started, those that were started before must be ended.")
  void the_first_process_has_ended_when_the_second_cannot_be_started() throws Exception {
    AtomicInteger left = new AtomicInteger();
    Throwable[] thrown = new Throwable[1];
    WithoutJava.fromStart(
        2,
        () -> {
          WatchedCall<List<Long>> call = startCountingWhatIsLeft(left);
          call.until(() -> !call.caller().isAlive() || watch.atGate() == 2);
          if (watch.atGate() == 2) { // This code finds Java in another way.
            watch.openGate();
          }
          thrown[0] = catchThrowable(() -> watch.resultOf(call));
        });
    if (watch.atGate() < 2) {
      assertThatThrownBy(
              () -> rethrow(thrown[0]),
              "primes(4000, 4200) with 2 processes, when the second one cannot be started")
          .isInstanceOf(IOException.class);
      assertThat(left.get())
          .as(
              "how many processes run at the moment when primes(4000, 4200) throws, because the"
                  + " second of 2 processes cannot be started")
          .isZero();
    }
    watch.assertNothingLeft("after a search whose second process could not be started");
  }

  /** Counts the processes at the moment when the search returns or throws. */
  private WatchedCall<List<Long>> startCountingWhatIsLeft(AtomicInteger left) {
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, PATIENT, TestWorker.class);
    return WatchedCall.start(
        () -> {
          try {
            return search.primes(FROM, TO);
          } finally {
            left.set(watch.newProcesses().size());
          }
        });
  }

  private static void rethrow(Throwable thrown) throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
  }

  @Test
  @Order(3)
  @Rule("Creating the queue may fail in the middle: its keys and its connection must go, too.")
  void nothing_is_left_of_a_search_whose_queue_cannot_be_created() throws Exception {
    try (RedisProxy proxy =
        new RedisProxy(
            watch.redis(),
            command -> command.name().equals("XADD"),
            (number, command) ->
                number % 2 == 0 ? RedisProxy.Reaction.REFUSE : RedisProxy.Reaction.FORWARD)) {
      PrimeSearch search = new PrimeSearch(proxy.uri(), 1, CHUNK, PATIENT, TestWorker.class);
      String what = "primes(0, 300) in chunks of 100, when the server refuses the second XADD";
      int left =
          watch
              .server()
              .connectionsLeftBy(
                  () -> {
                    int before = proxy.commands();
                    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(0, 300));
                    Throwable thrown = catchThrowable(() -> watch.resultOf(call));
                    if (proxy.commands() > before + 1) { // A script adds all chunks at once.
                      assertThatThrownBy(() -> rethrow(thrown), what);
                    }
                  });
      assertThat(left).as("how many connections are open after " + what).isZero();
      watch.assertNothingLeft("after " + what);
    }
  }
}
