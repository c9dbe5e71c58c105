package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.SearchWatch;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.Rule;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

/** Searches whose workers or whose server are killed, or come back late. */
@Order(4)
@DisplayName("A search with processes that may be killed")
class SearchLossesTest {
  private static final int CHUNK = 100;

  /** A slow worker is treated as dead, and no entry is set aside. */
  private static final Limits HASTY = new Limits(Duration.ofMillis(100), 1_000, 10);

  /** Orders processes by the time of their start. */
  private static final Comparator<ProcessHandle> BY_START =
      Comparator.comparing((ProcessHandle process) -> process.info().startInstant().orElseThrow())
          .thenComparing(ProcessHandle::pid);

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
  @Rule("A worker that is killed is replaced while the others work, and nothing is lost.")
  void workers_that_are_killed_lose_nothing() throws Exception {
    // Both are paused, each in its own chunk, so neither can reclaim the other's entry.
    long from = TestWorker.ONE_WAITS_ONCE - 205;
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, HASTY, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    watch.atGate(call, 2);
    TestQueue queue = watch.queue();
    List<ProcessHandle> workers = watch.newProcesses().stream().sorted(BY_START).toList();
    workers.get(1).destroyForcibly();
    SearchWatch.awaitFinished(
        call, queue, "One of two workers was killed, and the other one is paused.");
    workers.get(0).destroyForcibly();
    SearchWatch.assertPrimes(
        "primes(3800, 4200), after both workers were killed with kill -9 while they worked",
        from,
        from + 400,
        watch.resultOf(call));
  }

  @Test
  @Order(2)
  @Rule("If a worker treated as dead comes back, nothing is lost and nothing counts twice.")
  void a_slow_worker_that_comes_back_does_no_harm() throws Exception {
    long from = TestWorker.WAITS_ONCE - 205;
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, HASTY, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    watch.atGate(call, 1);
    SearchWatch.awaitFinished(call, watch.queue(), "One of two workers is paused.");
    watch.openGate();
    SearchWatch.assertPrimes(
        "primes(1800, 2200), after a slow worker has finished an entry that another one had"
            + " finished",
        from,
        from + 400,
        watch.resultOf(call));
  }

  @Test
  @Order(3)
  @Rule("If a server writes each change to a file before it answers, the queue survives a restart.")
  void a_restarted_server_loses_nothing(@TempDir Path folder) throws Exception {
    long from = TestWorker.WAITS_ONCE - 205;
    try (RedisServer durable = RedisServer.startDurable(folder, "always")) {
      PrimeSearch search = new PrimeSearch(durable.uri(), 1, CHUNK, HASTY, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
      watch.atGate(call, 1);
      durable.stop();
      durable.restart();
      watch.openGate();
      SearchWatch.assertPrimes(
          "primes(1800, 2200), after the server was killed and restarted during the search",
          from,
          from + 400,
          SearchWatch.resultOf(call, durable.uri()));
    }
  }

  @Test
  @Order(4)
  @Rule("A queue that the server has lost is an error, not a finished queue.")
  void a_server_that_forgets_everything_is_an_error() throws Exception {
    long from = TestWorker.WAITS - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 1_000, 1);
    try (RedisServer forgetful = RedisServer.start()) {
      PrimeSearch search = new PrimeSearch(forgetful.uri(), 1, CHUNK, limits, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
      watch.atGate(call, 1);
      forgetful.stop();
      forgetful.restart();
      watch.openGate();
      assertThatThrownBy(
              () -> SearchWatch.resultOf(call, forgetful.uri()),
              "primes(800, 1200), whose server lost all its keys in a restart during the search")
          .isInstanceOfAny(IllegalStateException.class, JedisException.class);
    }
    watch.assertNoProcessLeft("after a search whose server forgot the queue");
  }

  @Test
  @Order(5)
  @Rule(
      "If the server stops and does not start again, the search ends with an error, and no worker"
          + " is left.")
  void a_server_that_stops_for_good_is_an_error() throws Exception {
    long from = TestWorker.WAITS - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 1_000, 1);
    try (RedisServer server = RedisServer.start()) {
      PrimeSearch search = new PrimeSearch(server.uri(), 1, CHUNK, limits, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
      watch.atGate(call, 1);
      server.stop();
      watch.openGate();
      assertThatThrownBy(
              () -> call.result(), "primes(800, 1200), whose server was stopped during the search")
          .isInstanceOfAny(IllegalStateException.class, JedisException.class);
    }
    watch.assertNoProcessLeft("after a search whose server was stopped");
  }

  @Test
  @Order(6)
  @Rule("If workers or the server are killed while the queue exists, each prime comes out once.")
  void nothing_is_lost_in_chaos() throws Exception {
    long seed = 1; // To run more seeds, use the main method of Chaos.
    new PrimeSearch(watch.redis(), 1, 1, HASTY, TestWorker.class);
    Chaos.Outcome outcome = Chaos.run(seed);
    String what = "with seed " + seed + ": " + String.join(", ", outcome.events());
    assertThat(outcome.lost())
        .as("the primes that are missing from the result of the search, " + what)
        .isEmpty();
    assertThat(outcome.doubled())
        .as("how many numbers in the result of the search are repetitions, " + what)
        .isZero();
    assertThat(outcome.wrong())
        .as("the numbers in the result of the search that are not primes of the range, " + what)
        .isEmpty();
  }
}
