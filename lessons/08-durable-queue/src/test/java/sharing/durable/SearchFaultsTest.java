package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.SearchWatch;
import sharing.testkit.Rule;
import sharing.testkit.processes.WithoutJava;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.threads.WatchedCall;

/** Searches that fail, and what they leave behind. */
@Order(4)
@DisplayName("A search with processes that may be killed")
class SearchFaultsTest {
  private static final int CHUNK = 100;

  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  private static final int NOWHERE = 1;

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
  @Rule("Without a server there is no queue, so the search fails with an error.")
  void a_search_without_a_server_is_an_error() {
    URI nowhere = URI.create("redis://127.0.0.1:" + NOWHERE);
    PrimeSearch search = new PrimeSearch(nowhere, 1, CHUNK, PATIENT, TestWorker.class);
    assertThatThrownBy(
            () -> search.primes(0, 100), "primes(0, 100), with a URI where no server listens")
        .isInstanceOf(JedisException.class);
  }

  @Test
  @Order(2)
  @Rule("Replacing dead workers must end at a limit, with an error that says why they died.")
  void a_search_whose_workers_die_at_once_gives_up() throws Exception {
    Limits limits = new Limits(Duration.ofMinutes(10), 3, 2);
    PrimeSearch search =
        new PrimeSearch(watch.redis(), 1, CHUNK, limits, TestWorker.Stillborn.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(0, 100));
    call.until(() -> TestWorker.died() > 3);
    assertThat(TestWorker.died())
        .as("how many processes a search has started for one worker, when 2 may be replaced")
        .isEqualTo(3);
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(0, 100), when each worker process dies immediately after its start")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no work and no hope");
    watch.assertNothingLeft("after a search whose workers died");
    int left =
        watch
            .server()
            .connectionsLeftBy(
                () -> {
                  TestWorker.forgetAll();
                  WatchedCall<List<Long>> again = WatchedCall.start(() -> search.primes(0, 100));
                  assertThatThrownBy(() -> watch.resultOf(again))
                      .isInstanceOf(IllegalStateException.class);
                  assertThat(TestWorker.died())
                      .as(
                          "how many processes a second search with the same object has started for"
                              + " one worker, when 2 may be replaced")
                      .isEqualTo(3);
                });
    assertThat(left).as("how many connections are open after a search whose workers died").isZero();
  }

  @Test
  @Order(3)
  @Rule(
      "A chunk that no worker can finish must be reported: a result with a hole in it is not a"
          + " result.")
  void a_chunk_that_kills_its_workers_is_set_aside_and_reported() throws Exception {
    long from = TestWorker.DIES - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 2, 10);
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, limits, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(2800, 3200), whose chunks 2800..2900 and 3000..3100 kill each worker that takes"
                + " them")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("2800..2900", "3000..3100", "2 times")
        .hasMessageNotContaining("2900..3000");
    watch.assertNothingLeft("after a search with a chunk that was set aside");
  }

  @Test
  @Order(4)
  @Rule("A search that is interrupted stops, and stops its processes.")
  void an_interrupt_ends_the_search_and_its_processes() throws Exception {
    long from = TestWorker.WAITS - 5;
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + CHUNK));
    watch.atGate(call, 1);
    call.interruptCaller();
    assertThatThrownBy(
            () -> watch.resultOf(call), "primes(1000, 1100), interrupted while its process works")
        .isInstanceOf(InterruptedException.class);
    watch.assertNothingLeft("after a search that was interrupted");
    SearchWatch.assertPrimes(
        "primes(0, 100), after a search of the same object was interrupted",
        0,
        100,
        watch.resultOf(WatchedCall.start(() -> search.primes(0, 100))));
  }

  @Test
  @Order(5)
  @Rule("The deaths of all workers of a search count together.")
  void the_deaths_of_two_workers_count_together() throws Exception {
    Limits limits = new Limits(Duration.ofMinutes(10), 3, 2);
    PrimeSearch search =
        new PrimeSearch(watch.redis(), 2, CHUNK, limits, TestWorker.Stillborn.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(0, 100));
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(0, 100), when each worker process dies immediately after its start")
        .isInstanceOf(IllegalStateException.class);
    assertThat(TestWorker.died())
        .as("how many processes a search has started for 2 workers, when 2 may be replaced")
        .isLessThanOrEqualTo(4);
  }

  @ParameterizedTest(name = "the process that was started {0} is killed")
  @Order(6)
  @Rule("A search that gives up does not wait for workers that are still running.")
  @ValueSource(strings = {"first", "last"})
  void a_search_gives_up_while_another_worker_works(String which) throws Exception {
    long from = TestWorker.ONE_WAITS_ONCE - 5;
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 2 * CHUNK));
    watch.atGate(call, 2);
    watch.processStarted(which).destroyForcibly();
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(4000, 4200) with 2 processes and no replacement allowed, when the process"
                + " started %s was killed and the other one is paused",
            which)
        .isInstanceOf(IllegalStateException.class);
    watch.assertNothingLeft("after a search that gave up");
  }

  @Test
  @Order(7)
  @Rule("A finished queue does not prove that every chunk has a result: check each chunk.")
  void a_chunk_acknowledged_without_a_result_is_reported() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 10, PATIENT, TestWorker.Careless.class);
    String[] missing =
        IntStream.range(0, 12)
            .mapToObj(i -> new Chunk(1000 + 10 * i, 1010 + 10 * i).toString())
            .toArray(String[]::new);
    int left =
        watch
            .server()
            .connectionsLeftBy(
                () -> {
                  WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(1000, 1150));
                  assertThatThrownBy(
                          () -> watch.resultOf(call),
                          "primes(1000, 1150), when the entries of the chunks 1000..1010 to"
                              + " 1110..1120 were acknowledged without a result")
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContainingAll(missing)
                      .hasMessageNotContaining("1120..1130");
                });
    assertThat(left)
        .as("how many connections are open after a search with chunks that have no result")
        .isZero();
    watch.assertNothingLeft("after a search with chunks that have no result");
  }

  @Test
  @Order(7)
  @Rule("Each chunk that was set aside is reported with its own reason.")
  void the_reason_is_reported_although_another_chunk_has_none() throws Exception {
    PrimeSearch search =
        new PrimeSearch(watch.redis(), 1, 10, PATIENT, TestWorker.CarelessAndUnlucky.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(1000, 1030));
    assertThatThrownBy(
            () -> watch.resultOf(call),
            "primes(1000, 1030), when the entry of the chunk 1000..1010 was acknowledged without a"
                + " result, and 1010..1020 was set aside after 3 deliveries")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("1000..1010", "1010..1020", "3 times")
        .hasMessageNotContaining("1020..1030");
  }

  @Test
  @Order(8)
  @Rule("A chunk that was set aside may still get a result, if its worker was only slow.")
  void a_chunk_finished_after_it_was_set_aside_has_a_result() throws Exception {
    long from = TestWorker.WAITS_ONCE - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 1, 10);
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, limits, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    watch.atGate(call, 1);
    SearchWatch.awaitFinished(call, watch.queue(), "One of two workers is paused.");
    watch.openGate();
    SearchWatch.assertPrimes(
        "primes(1800, 2200), after a slow worker has finished a chunk that was set aside",
        from,
        from + 400,
        watch.resultOf(call));
  }

  @ParameterizedTest(name = "{0}")
  @Order(9)
  @Rule("A process that cannot be started is an error: the search must not go on without it.")
  @ValueSource(strings = {"the first process", "the process that replaces another one"})
  void a_process_that_cannot_be_started_is_an_error(String which) throws Exception {
    Limits limits = new Limits(Duration.ofMinutes(10), 3, 10);
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, limits, TestWorker.class);
    long from = TestWorker.WAITS - 5;
    int left =
        watch
            .server()
            .connectionsLeftBy(
                () -> {
                  WatchedCall<List<Long>>[] call = newCalls();
                  if (!which.equals("the first process")) {
                    call[0] = WatchedCall.start(() -> search.primes(from, from + CHUNK));
                    watch.atGate(call[0], 1);
                  }
                  WithoutJava.run(
                      () -> {
                        if (call[0] == null) {
                          call[0] = WatchedCall.start(() -> search.primes(from, from + CHUNK));
                        } else {
                          watch.newProcesses().forEach(ProcessHandle::destroyForcibly);
                        }
                        int starts = which.equals("the first process") ? 1 : 2;
                        assertFailsUnlessStarted(
                            call[0],
                            starts,
                            "primes(1000, 1100), when " + which + " cannot be started");
                      });
                });
    assertThat(left)
        .as("how many connections are open after a search in which %s could not be started", which)
        .isZero();
    watch.assertNothingLeft("after a search in which " + which + " could not be started");
  }

  /** Some code finds Java without the system property. Then no start fails. */
  private void assertFailsUnlessStarted(WatchedCall<List<Long>> call, int starts, String what) {
    boolean[] isStarted = {false};
    Throwable thrown =
        catchThrowable(
            () -> {
              call.until(() -> !call.caller().isAlive() || watch.atGate() == starts);
              isStarted[0] = watch.atGate() == starts;
              if (isStarted[0]) {
                watch.openGate();
              }
              watch.resultOf(call);
            });
    if (!isStarted[0]) {
      assertThatThrownBy(() -> rethrow(thrown), what).isInstanceOf(IOException.class);
    }
  }

  private static void rethrow(Throwable thrown) throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
  }

  @Test
  @Order(10)
  @Rule("End the processes first, then delete the keys: a running worker creates them again.")
  void the_keys_are_deleted_after_the_processes_ended() throws Exception {
    long from = TestWorker.WAITS - 5;
    AtomicBoolean isFinished = new AtomicBoolean();
    try (RedisProxy proxy =
        new RedisProxy(
            watch.redis(),
            command -> Set.of("DEL", "UNLINK").contains(command.name()),
            (number, command) -> {
              watch.openGate();
              RedisInspector.settled(() -> watch.newProcesses().size());
              if (watch.hasFinishedQueue()) {
                isFinished.set(true);
              }
              return RedisProxy.Reaction.FORWARD;
            })) {
      PrimeSearch search = new PrimeSearch(proxy.uri(), 1, CHUNK, PATIENT, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + CHUNK));
      watch.atGate(call, 1);
      call.interruptCaller();
      assertThatThrownBy(
          () -> watch.resultOf(call), "primes(1000, 1100), interrupted while its process works");
    }
    assertThat(isFinished.get())
        .as("whether a worker finished its entry after the search had begun to delete the keys")
        .withFailMessage(
            "\nExpected: all processes have ended before the search deletes its keys.\n"
                + "Seen: one process was still running, and finished its entry.")
        .isFalse();
  }

  @Test
  @Order(11)
  @Rule("A search ends its own processes, and deletes its own keys: others are still searching.")
  void a_search_that_fails_does_not_disturb_the_others() throws Exception {
    long from = TestWorker.WAITS - 5;
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> works =
        WatchedCall.start("works", () -> search.primes(from, from + 2 * CHUNK));
    watch.atGate(works, 1);
    WatchedCall<List<Long>> waits =
        WatchedCall.start("waits", () -> search.primes(from, from + CHUNK));
    watch.atGate(waits, 2);
    WatchedCall<List<Long>> dies =
        WatchedCall.start("dies", () -> search.primes(TestWorker.DIES, TestWorker.DIES + CHUNK));
    assertThatThrownBy(() -> watch.resultOf(dies), "primes(3005, 3105), when its process died")
        .isInstanceOf(IllegalStateException.class);
    waits.interruptCaller();
    assertThatThrownBy(
            () -> watch.resultOf(waits),
            "primes(1000, 1100), interrupted after another search of the same object had failed")
        .isInstanceOf(InterruptedException.class);
    watch.openGate();
    SearchWatch.assertPrimes(
        "primes(1000, 1200), when two other searches of the same object failed in the meantime",
        from,
        from + 2 * CHUNK,
        watch.resultOf(works));
  }

  @SuppressWarnings("unchecked")
  private static <T> WatchedCall<T>[] newCalls() {
    return new WatchedCall[1];
  }
}
