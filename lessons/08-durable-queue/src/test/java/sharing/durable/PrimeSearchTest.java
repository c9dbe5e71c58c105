package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by processes that are killed")
class PrimeSearchTest {
  private static final int CHUNK = 100;

  /** A slow worker is treated as dead, and no entry is set aside. */
  private static final Limits HASTY = new Limits(Duration.ofMillis(100), 1_000, 10);

  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  private static final int NOWHERE = 1;

  /** The first process that was started comes first. */
  private static final Comparator<ProcessHandle> BY_START =
      Comparator.comparing((ProcessHandle process) -> process.info().startInstant().orElseThrow())
          .thenComparing(ProcessHandle::pid);

  private ProcessGate gate;
  private URI redis;
  private RedisInspector server;
  private Set<ProcessHandle> processesBefore;
  private Set<String> keysBefore;

  @BeforeEach
  void look() throws Exception {
    redis = RedisServer.shared();
    server = new RedisInspector(redis);
    gate = new ProcessGate(TestWorker.GATE);
    TestWorker.forgetAll();
    processesBefore = ChildProcesses.children();
    keysBefore = server.keys();
  }

  /** What one test leaves behind must not disturb the next one. */
  @AfterEach
  void clean() throws Exception {
    newProcesses().forEach(ProcessHandle::destroyForcibly);
    for (String key : newKeys()) {
      server.ask("DEL", key);
    }
    server.close();
    gate.close();
  }

  @Test
  @Order(1)
  @Rule("The last chunk may be short. An empty range has no primes, and is no reason to wait.")
  void a_range_need_not_divide_evenly_and_may_be_empty() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, CHUNK, PATIENT, TestWorker.class);
    assertPrimes(
        "primes(0, 250) in chunks of 100",
        0,
        250,
        resultOf(WatchedCall.start(() -> search.primes(0, 250))));
    assertThat(resultOf(WatchedCall.start(() -> search.primes(100, 100))))
        .as("primes(100, 100)")
        .isEmpty();
  }

  @Test
  @Order(2)
  @Rule("No matter which worker takes which chunk, all primes come out, ascending, each once.")
  void two_processes_find_all_primes_of_the_notebooks_range() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 2, 10_000, PATIENT, WorkerProcess.class);
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> search.primes(NotebookRange.FROM, NotebookRange.TO));
    List<Long> primes = resultOf(call);
    assertThat(primes.size())
        .as("how many primes primes(100000000, 101000000) returned, with 2 workers")
        .isEqualTo(NotebookRange.PRIMES);
    assertThat(NotebookRange.sha256(primes.stream().mapToLong(n -> n).toArray()))
        .as("the SHA-256 of what primes(100000000, 101000000) returned, one number on each line")
        .isEqualTo(NotebookRange.SHA_256);
  }

  @Test
  @Order(3)
  @Rule("As many processes as asked for work at once, each at an entry of its own.")
  void the_processes_work_side_by_side() throws Exception {
    long from = TestWorker.WAITS;
    PrimeSearch search = new PrimeSearch(redis, 2, 1, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from - 20, from + 20));
    atGate(call, 1);
    TestQueue queue = queue();
    call.until(Polling.seldom(() -> unchecked(() -> queue.workers().size()) == 2));
    assertThat(newProcesses().size())
        .as("how many processes a search with 2 workers has started")
        .isEqualTo(2);
    assertThat(queue.workers()).as("the names of the workers in the group").hasSize(2);
    gate.open();
    assertPrimes("primes(985, 1025) with 2 workers", from - 20, from + 20, resultOf(call));
  }

  @Test
  @Order(4)
  @Rule("Two searches at the same time share nothing: each has keys of its own, that expire.")
  void two_searches_at_once_have_two_queues() throws Exception {
    long from = TestWorker.WAITS - 5;
    PrimeSearch search = new PrimeSearch(redis, 1, 10, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> first =
        WatchedCall.start("first", () -> search.primes(from, from + 40));
    atGate(first, 1);
    WatchedCall<List<Long>> second =
        WatchedCall.start("second", () -> search.primes(from, from + 20));
    atGate(second, 2);
    Set<String> keys = newKeys();
    assertThat(keys.size())
        .as("how many keys two searches have in the server, while they search")
        .withFailMessage("\nExpected: 2 or more.\nSeen: %d.", keys.size())
        .isGreaterThan(1);
    for (String key : keys) {
      long seconds = Long.parseLong(server.ask("TTL", key));
      assertThat(seconds)
          .as("the server's answer to TTL for the key of a search, in seconds (-1: never expires)")
          .withFailMessage(
              "\nExpected: TTL answers with more than 0 seconds: the key expires.\n"
                  + "Seen: TTL answered %d.",
              seconds)
          .isPositive();
    }
    gate.open();
    assertPrimes("primes(1000, 1040), while another search runs", from, from + 40, resultOf(first));
    assertPrimes(
        "primes(1000, 1020), while another search runs", from, from + 20, resultOf(second));
  }

  @Test
  @Order(5)
  @Rule("When a search ends, its keys, its connections and its processes are gone.")
  void nothing_is_left_of_a_search() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, CHUNK, PATIENT, TestWorker.class);
    int left = server.connectionsLeftBy(() -> search.primes(0, 100));
    assertThat(left).as("how many connections are open after primes(0, 100)").isZero();
    assertNothingLeft("after primes(0, 100)");
  }

  @Test
  @Order(6)
  @Rule("A method rejects an argument that it cannot serve, and names it and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int bad : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, %d, 100, limits, main)", bad)
          .isThrownBy(() -> new PrimeSearch(redis, bad, CHUNK, PATIENT, TestWorker.class))
          .withMessageContainingAll("workers", Integer.toString(bad));
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, 2, %d, limits, main)", bad)
          .isThrownBy(() -> new PrimeSearch(redis, 2, bad, PATIENT, TestWorker.class))
          .withMessageContainingAll("chunkSize", Integer.toString(bad));
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(null, 2, 100, limits, main)")
        .isThrownBy(() -> new PrimeSearch(null, 2, CHUNK, PATIENT, TestWorker.class))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 100, null, main)")
        .isThrownBy(() -> new PrimeSearch(redis, 2, CHUNK, null, TestWorker.class))
        .withMessageContaining("limits");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 100, limits, null)")
        .isThrownBy(() -> new PrimeSearch(redis, 2, CHUNK, PATIENT, null))
        .withMessageContaining("main");
    PrimeSearch search = new PrimeSearch(redis, 2, CHUNK, PATIENT, TestWorker.class);
    assertThatIllegalArgumentException()
        .as("primes(200, 100)")
        .isThrownBy(() -> search.primes(200, 100))
        .withMessageContainingAll("200", "100");
  }

  @Test
  @Order(7)
  @Rule("Without a server there is no queue, and without a queue no result.")
  void a_search_without_a_server_is_an_error() {
    URI nowhere = URI.create("redis://127.0.0.1:" + NOWHERE);
    PrimeSearch search = new PrimeSearch(nowhere, 1, CHUNK, PATIENT, TestWorker.class);
    assertThatThrownBy(
            () -> search.primes(0, 100), "primes(0, 100), with a URI where no server listens")
        .isInstanceOf(JedisException.class);
  }

  @Test
  @Order(8)
  @Rule("Replacing dead workers must end at a limit, with an error that says why they died.")
  void a_search_whose_workers_die_at_once_gives_up() throws Exception {
    Limits limits = new Limits(Duration.ofMinutes(10), 3, 2);
    PrimeSearch search = new PrimeSearch(redis, 1, CHUNK, limits, TestWorker.Stillborn.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(0, 100));
    call.until(() -> TestWorker.died() > 3);
    assertThat(TestWorker.died())
        .as("how many processes a search has started for one worker, when 2 may be replaced")
        .isEqualTo(3);
    assertThatThrownBy(
            () -> resultOf(call), "primes(0, 100), whose worker processes all die at once")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no work and no hope");
    assertNothingLeft("after a search whose workers died");
  }

  @Test
  @Order(9)
  @Rule("A chunk that no worker can finish is reported. A result with a hole in it is no result.")
  void a_chunk_that_kills_its_workers_is_set_aside_and_reported() throws Exception {
    long from = TestWorker.DIES - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 2, 10);
    PrimeSearch search = new PrimeSearch(redis, 1, CHUNK, limits, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    assertThatThrownBy(
            () -> resultOf(call),
            "primes(2800, 3200), whose chunk 3000..3100 kills each worker that takes it")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("3000..3100", "2 times")
        .hasMessageNotContaining("2900..3000");
    assertNothingLeft("after a search with a chunk that was set aside");
  }

  @Test
  @Order(10)
  @Rule("A search that is interrupted stops, and stops its processes.")
  void an_interrupt_ends_the_search_and_its_processes() throws Exception {
    long from = TestWorker.WAITS - 5;
    PrimeSearch search = new PrimeSearch(redis, 1, CHUNK, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + CHUNK));
    atGate(call, 1);
    call.interruptCaller();
    assertThatThrownBy(
            () -> resultOf(call), "primes(1000, 1100), interrupted while its process works")
        .isInstanceOf(InterruptedException.class);
    assertNothingLeft("after a search that was interrupted");
  }

  @Test
  @Order(11)
  @Rule("A worker that is killed is replaced while the others work, and nothing is lost.")
  void workers_that_are_killed_lose_nothing() throws Exception {
    // Both stand in mid-work, each in a chunk of its own: neither can take over the other's.
    long from = TestWorker.ONE_WAITS_ONCE - 205;
    PrimeSearch search = new PrimeSearch(redis, 2, CHUNK, HASTY, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    atGate(call, 2);
    TestQueue queue = queue();
    List<ProcessHandle> workers = newProcesses().stream().sorted(BY_START).toList();
    workers.get(1).destroyForcibly();
    awaitFinished(call, queue, "One of two workers was killed, and the other one stands still.");
    workers.get(0).destroyForcibly();
    assertPrimes(
        "primes(3800, 4200), after both workers were killed with kill -9 in mid-work",
        from,
        from + 400,
        resultOf(call));
  }

  @Test
  @Order(12)
  @Rule("A worker treated as dead may come back. Nothing is lost, and nothing counts twice.")
  void a_slow_worker_that_comes_back_does_no_harm() throws Exception {
    long from = TestWorker.WAITS_ONCE - 205;
    PrimeSearch search = new PrimeSearch(redis, 2, CHUNK, HASTY, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
    atGate(call, 1);
    awaitFinished(call, queue(), "One of two workers stands still.");
    gate.open();
    assertPrimes(
        "primes(1800, 2200), after a slow worker has finished an entry that another one had"
            + " finished",
        from,
        from + 400,
        resultOf(call));
  }

  @Test
  @Order(13)
  @Rule("A server that keeps a file of its writes may stop: the queue is in that file.")
  void a_server_that_is_started_again_loses_nothing(@TempDir Path folder) throws Exception {
    long from = TestWorker.WAITS_ONCE - 205;
    try (RedisServer durable = RedisServer.startDurable(folder, "always")) {
      PrimeSearch search = new PrimeSearch(durable.uri(), 1, CHUNK, HASTY, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
      atGate(call, 1);
      durable.stop();
      durable.restart();
      gate.open();
      assertPrimes(
          "primes(1800, 2200), after the server was killed and started again in mid-search",
          from,
          from + 400,
          resultOf(call, durable.uri()));
    }
  }

  @Test
  @Order(14)
  @Rule("A queue that a server has lost is not finished.")
  void a_server_that_forgets_everything_is_an_error() throws Exception {
    long from = TestWorker.WAITS - 205;
    Limits limits = new Limits(Duration.ofMillis(100), 1_000, 1);
    try (RedisServer forgetful = RedisServer.start()) {
      PrimeSearch search = new PrimeSearch(forgetful.uri(), 1, CHUNK, limits, TestWorker.class);
      WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from, from + 400));
      atGate(call, 1);
      forgetful.stop();
      forgetful.restart();
      gate.open();
      assertThatThrownBy(
              () -> resultOf(call, forgetful.uri()),
              "primes(800, 1200), whose server was started again in mid-search, and was empty")
          .isInstanceOfAny(IllegalStateException.class, JedisException.class);
    }
    assertNoProcessLeft("after a search whose server forgot the queue");
  }

  @Test
  @Order(15)
  @Rule("No matter when a worker or the server is killed, each prime comes out, and once.")
  void nothing_is_lost_in_chaos() throws Exception {
    long seed = 1; // More of them: Chaos has a main method.
    new PrimeSearch(redis, 1, 1, HASTY, TestWorker.class);
    Chaos.Outcome outcome = Chaos.run(seed);
    String what = "with seed " + seed + ": " + String.join(", ", outcome.events());
    assertThat(outcome.lost())
        .as("primes that are missing in what primes() returned, " + what)
        .isEmpty();
    assertThat(outcome.doubled()).as("how many primes primes() returned twice, " + what).isZero();
    assertThat(outcome.wrong()).as("other numbers that primes() returned, " + what).isEmpty();
  }

  /** Lists of many numbers say less than the first place where they differ. */
  private static void assertPrimes(String what, long from, long to, List<Long> seen) {
    List<Long> expected = LongStream.of(Sieve.primesIn(from, to)).boxed().toList();
    int i = 0;
    while (i < Math.min(expected.size(), seen.size()) && expected.get(i).equals(seen.get(i))) {
      i++;
    }
    String difference =
        i == seen.size()
            ? "and no more after that"
            : i == expected.size()
                ? "and then " + seen.get(i)
                : "and then " + seen.get(i) + " instead of " + expected.get(i);
    assertThat(seen)
        .as(what)
        .withFailMessage(
            "\nExpected: the %d primes from %d to %d, ascending.\n"
                + "Seen: %d numbers: the first %d primes, %s.",
            expected.size(), from, to - 1, seen.size(), i, difference)
        .isEqualTo(expected);
  }

  private void atGate(WatchedCall<?> call, int workers) throws Exception {
    call.until(() -> gate.arrived() == workers);
    if (!call.caller().isAlive()) {
      call.result(); // What it threw says more.
    }
    assertThat(gate.arrived())
        .as("how many processes work at the same time, while the search waits for them")
        .isEqualTo(workers);
  }

  /** Waits until others have finished all entries, while a worker stands still. */
  private static void awaitFinished(WatchedCall<?> call, TestQueue queue, String how)
      throws Exception {
    try {
      call.until(Polling.seldom(() -> isFinished(queue)));
    } catch (CheckFailedError e) {
      throw new CheckFailedError(
          how + " " + e.failure().how(),
          "another process finishes all entries in the meantime.",
          "it does not.",
          e);
    }
    if (!call.caller().isAlive()) {
      call.result(); // What it threw says more.
    }
  }

  private static boolean isFinished(TestQueue queue) {
    try {
      return queue.isFinished();
    } catch (IOException e) {
      return false; // The queue is gone: the search is about to end.
    }
  }

  private <T> T resultOf(WatchedCall<T> call) throws Exception {
    return Polling.result(call, server, () -> TestQueue.progress(queues()));
  }

  /** The same, for a search in a server of its own. */
  private static <T> T resultOf(WatchedCall<T> call, URI redis) throws Exception {
    try (RedisInspector server = new RedisInspector(redis)) {
      return Polling.result(
          call, server, () -> TestQueue.progress(TestQueue.among(server.keys(), redis, server)));
    }
  }

  private List<TestQueue> queues() throws Exception {
    return TestQueue.among(newKeys(), redis, server);
  }

  /** The only one. */
  private TestQueue queue() throws Exception {
    List<TestQueue> queues = queues();
    assertThat(queues).as("the queues of one search").hasSize(1);
    return queues.get(0);
  }

  private interface Question<T> {
    T ask() throws Exception;
  }

  private static <T> T unchecked(Question<T> question) {
    try {
      return question.ask();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<ProcessHandle> newProcesses() {
    Set<ProcessHandle> processes = ChildProcesses.children();
    processes.removeAll(processesBefore);
    return processes;
  }

  private Set<String> newKeys() throws Exception {
    Set<String> keys = server.keys();
    keys.removeAll(keysBefore);
    return keys;
  }

  private void assertNothingLeft(String when) throws Exception {
    assertThat(newKeys().size())
        .as("how many keys of the search are left in the server " + when)
        .isZero();
    assertNoProcessLeft(when);
  }

  private void assertNoProcessLeft(String when) throws Exception {
    assertThat(RedisInspector.settled(() -> newProcesses().size()))
        .as("how many processes of the search still run " + when)
        .isZero();
  }
}
