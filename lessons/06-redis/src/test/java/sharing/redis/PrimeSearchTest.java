package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several processes")
class PrimeSearchTest {
  private static final int NOWHERE = 1;

  /** The server to which something happens. */
  private static FutureTask<RedisServer> frail;

  private static Optional<RedisServer> silent = Optional.empty();
  private static RedisProxy slowProxy;
  private static ProcessGate slowGate;
  private static Set<ProcessHandle> slowProcesses;
  private static WatchedCall<Boolean> slowSearch;

  private ProcessGate gate;
  private URI redis;
  private RedisInspector server;
  private Set<ProcessHandle> processesBefore;
  private Set<String> keysBefore;

  /** It takes as long as a client waits for a server. So it begins now, and is asked for last. */
  @BeforeAll
  static void startSlowSearch() throws Exception {
    frail = new FutureTask<>(RedisServer::start);
    new Thread(frail, "starts a server").start();
    slowProxy = RedisProxy.counting(serverOfSlowSearch(), command -> true);
    slowGate = new ProcessGate(TestWorker.OTHER_GATE);
    Set<ProcessHandle> before = ChildProcesses.children();
    slowSearch =
        WatchedCall.start(
            "slow search",
            () ->
                new PrimeSearch(slowProxy.uri(), 1, 1000, TestWorker.class)
                    .isPrime(TestWorker.WAITS_ALONE_AND_WORKS));
    slowSearch.until(() -> slowGate.arrived() == 1);
    slowProcesses = ChildProcesses.children();
    slowProcesses.removeAll(before);
    slowProxy.hold();
    slowGate.open();
  }

  /** One of its own: no search of a test meets its key there, even if all searches have one. */
  private static URI serverOfSlowSearch() throws Exception {
    try {
      silent = Optional.of(RedisServer.start());
      return silent.get().uri();
    } catch (IOException e) {
      return RedisServer.shared(); // The tests that cannot do without one of their own say so.
    }
  }

  @AfterAll
  static void endServers() throws Exception {
    frail.get().close();
    slowGate.close();
    slowProxy.close();
    silent.ifPresent(RedisServer::close);
  }

  @BeforeEach
  void look() throws Exception {
    redis = RedisServer.shared();
    server = new RedisInspector(redis);
    gate = new ProcessGate(TestWorker.GATE);
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
  @Rule("2 is the only even prime, and no number below 2 is one.")
  void numbers_without_odd_divisors_need_no_process() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, 1, TestWorker.class);
    for (long n : new long[] {-3, -2, -1, 0, 1, 2, 4, 100, Long.MIN_VALUE}) {
      assertThat(search.isPrime(n)).as("isPrime(%d)", n).isEqualTo(n == 2);
    }
  }

  @Test
  @Order(2)
  @Rule("When all workers have finished, the flag is the verdict, and the next search has another.")
  void the_verdict_is_what_the_flag_of_this_search_says() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, 1000, TestWorker.class);
    assertThat(search.isPrime(TestWorker.FINDS))
        .as("isPrime(9), when the worker raised the flag and finished")
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    assertThat(search.isPrime(TestWorker.FINDS_NOTHING))
        .as(
            "isPrime(11) after isPrime(9): a worker raised the flag of the search before, and none"
                + " that of this one")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(3)
  @Rule("Between them, the processes try every odd divisor up to the square root.")
  void two_processes_find_a_divisor() throws Exception {
    long n = NotebookNumber.LARGE_COMPOSITE_2.n();
    PrimeSearch search = new PrimeSearch(redis, 2, 100_000, WorkerProcess.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(n));
    assertThat(call.result())
        .as("isPrime(%d) with 2 processes", n)
        .withFailMessage("\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", n)
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("As many processes as asked for search at once, each at its own part of the divisors.")
  void the_processes_run_side_by_side() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 2, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.WAITS));
    atGate(call, 2);
    assertThat(newProcesses().size())
        .as("how many processes a search with 2 workers has started")
        .isEqualTo(2);
    gate.open();
    assertThat(call.result())
        .as("isPrime(15) with 2 workers, when no worker raised the flag")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(5)
  @Rule("Two searches at the same time share nothing: each has a key of its own, that expires.")
  void two_searches_at_once_have_two_keys() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> first = WatchedCall.start("first", () -> search.isPrime(TestWorker.WAITS));
    atGate(first, 1);
    WatchedCall<Boolean> second =
        WatchedCall.start("second", () -> search.isPrime(TestWorker.WAITS));
    atGate(second, 2);
    List<String> keys = List.copyOf(newKeys());
    assertThat(keys.size())
        .as("how many keys two searches have in the server, while they search")
        .isEqualTo(2);
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
    server.ask("SET", keys.get(0), "1");
    gate.open();
    assertThat(List.of(first.result(), second.result()))
        .as(
            "what isPrime(15) returned to two searches at once, when one of their two flags was"
                + " raised")
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  @Order(6)
  @Rule("When a search ends, its key, its connections and its processes are gone.")
  void nothing_is_left_of_a_search() throws Exception {
    PrimeSearch search = new PrimeSearch(frail.get().uri(), 1, 1000, TestWorker.class);
    try (RedisInspector its = new RedisInspector(frail.get().uri())) {
      int left =
          its.connectionsLeftBy(
              () -> {
                search.isPrime(TestWorker.FINDS);
                assertThat(its.keys().size())
                    .as(
                        "how many keys of the search are left in the server after isPrime(9), which"
                            + " found a divisor")
                    .isZero();
              });
      assertThat(left)
          .as("how many connections are open after isPrime(9), which found a divisor")
          .isZero();
    }
    assertNoProcessLeft("after isPrime(9), which found a divisor");
  }

  @Test
  @Order(7)
  @Rule("A method rejects an argument that it cannot serve, and names it and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int bad : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, %d, 1000, main)", bad)
          .isThrownBy(() -> new PrimeSearch(redis, bad, 1000, TestWorker.class))
          .withMessageContainingAll("workers", Integer.toString(bad));
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, 2, %d, main)", bad)
          .isThrownBy(() -> new PrimeSearch(redis, 2, bad, TestWorker.class))
          .withMessageContainingAll("checkEvery", Integer.toString(bad));
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(null, 2, 1000, main)")
        .isThrownBy(() -> new PrimeSearch(null, 2, 1000, TestWorker.class))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 1000, null)")
        .isThrownBy(() -> new PrimeSearch(redis, 2, 1000, null))
        .withMessageContaining("main");
  }

  @Test
  @Order(8)
  @Rule("Without a server there is no flag, and without a flag no verdict.")
  void a_search_without_a_server_is_an_error() {
    PrimeSearch search =
        new PrimeSearch(URI.create("redis://127.0.0.1:" + NOWHERE), 1, 1000, TestWorker.class);
    assertThatThrownBy(
            () -> search.isPrime(TestWorker.FINDS_NOTHING),
            "isPrime(11), with a URI where no server listens")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Order(9)
  @Rule("A worker that died has not finished, so what it would have found is unknown.")
  void a_process_that_dies_is_no_verdict() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 2, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.ONE_DIES));
    assertThatThrownBy(
            () -> resultOf(call, "One of two processes ended with exit code 1."),
            "isPrime(10007) with 2 workers, one of whose processes ended with exit code 1")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("exit code 1", "no divisor and no hope");
    assertNothingLeft("after a search in which a worker died");
  }

  @ParameterizedTest(name = "workers that {0}")
  @Order(10)
  @Rule(
      "A key that is gone is no verdict: the server may have lost it, or another client deleted"
          + " it.")
  @ValueSource(strings = {"have finished", "look at it"})
  void a_key_that_goes_in_mid_search_is_no_verdict(String workers) throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(number(workers)));
    atGate(call, 1);
    for (String key : newKeys()) {
      server.ask("DEL", key);
    }
    gate.open();
    assertThatThrownBy(
            () -> resultOf(call, "The flag's key was deleted in mid-search."),
            "isPrime(" + number(workers) + "), whose key was deleted before its workers " + workers)
        .isInstanceOf(IllegalStateException.class);
    assertThat(newKeys().size()).as("how many keys of that search are left in the server").isZero();
  }

  @ParameterizedTest(name = "a server that {0}")
  @Order(11)
  @Rule("A server that is gone is no verdict, and neither is one that has forgotten everything.")
  @ValueSource(strings = {"stops and starts again", "stops"})
  void a_server_that_goes_in_mid_search_is_no_verdict(String how) throws Exception {
    PrimeSearch search = new PrimeSearch(frail.get().uri(), 1, 1000, TestWorker.class);
    boolean stops = how.equals("stops");
    WatchedCall<Boolean> call =
        WatchedCall.start(
            () -> search.isPrime(stops ? TestWorker.WAITS_AND_WORKS : TestWorker.WAITS));
    atGate(call, 1);
    frail.get().stop();
    if (!stops) {
      frail.get().restart();
    }
    gate.open();
    assertThatThrownBy(
            () -> resultOf(call, "The Redis server " + how + " in mid-search."),
            "isPrime() with a server that " + how + " in mid-search")
        .isInstanceOf(IllegalStateException.class);
    assertNothingLeft("after a search with a server that " + how);
  }

  @Test
  @Order(12)
  @Rule("A search that is interrupted stops, and stops its processes.")
  void an_interrupt_ends_the_search_and_its_processes() throws Exception {
    PrimeSearch search = new PrimeSearch(redis, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.WAITS));
    atGate(call, 1);
    call.interruptCaller();
    assertThatThrownBy(
            () -> resultOf(call, "The caller was interrupted while the processes worked."),
            "isPrime(15), interrupted while its process works")
        .isInstanceOf(InterruptedException.class);
    assertNothingLeft("after a search that was interrupted");
  }

  @Test
  @Order(13)
  @Rule("A server that does not answer is no verdict. Every wait needs a bound.")
  void a_server_that_does_not_answer_is_no_verdict() throws Exception {
    new PrimeSearch(redis, 1, 1000, TestWorker.class);
    String how = "The server stopped answering in mid-search.";
    try {
      slowSearch.until(() -> slowProcesses.stream().noneMatch(ProcessHandle::isAlive));
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    } finally {
      slowProxy.release();
    }
    assertThatThrownBy(
            () -> resultOf(slowSearch, how),
            "isPrime(1000000000061), with a server that stopped answering in mid-search")
        .isInstanceOf(IllegalStateException.class);
  }

  private static long number(String workers) {
    return workers.equals("look at it") ? TestWorker.WAITS_AND_WORKS : TestWorker.WAITS;
  }

  private void atGate(WatchedCall<Boolean> call, int processes) throws Exception {
    try {
      call.until(() -> gate.arrived() == processes);
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          hang.failure().how(),
          "processes that work at the same time: " + processes + ".",
          "processes that work: " + gate.arrived() + ". The search waits, and starts no other.",
          hang);
    }
    if (!call.caller().isAlive()) {
      call.result(); // What it threw says more.
    }
    assertThat(gate.arrived())
        .as("how many processes work at the same time, while the search waits for them")
        .isEqualTo(processes);
  }

  private static boolean resultOf(WatchedCall<Boolean> call, String how) throws Exception {
    try {
      return call.result();
    } catch (CheckFailedError hang) {
      throw hang.after(how);
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
