package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.redis.helpers.SearchWatch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.processes.WithoutJava;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.redis.RedisProxy.Reaction;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

/** Searches in which something goes wrong, and what they leave behind. */
@Order(4)
@DisplayName("The search by several processes")
class SearchFaultsTest {
  /** The server that a test stops. */
  private static FutureTask<RedisServer> frail;

  private static Optional<RedisServer> silent = Optional.empty();
  private static RedisProxy slowProxy;
  private static ProcessGate slowGate;
  private static Set<ProcessHandle> slowProcesses;
  private static WatchedCall<Boolean> slowSearch;

  /** This search takes as long as a client waits for a server: it starts first and ends last. */
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

  /** A server of its own, so that no other search uses its key, even if all keys are the same. */
  private static URI serverOfSlowSearch() throws Exception {
    try {
      silent = Optional.of(RedisServer.start());
      return silent.get().uri();
    } catch (IOException e) {
      return RedisServer.shared(); // The tests that need a server of their own report it.
    }
  }

  @AfterAll
  static void endServers() throws Exception {
    frail.get().close();
    slowGate.close();
    slowProxy.close();
    silent.ifPresent(RedisServer::close);
  }

  private SearchWatch watch;

  @BeforeEach
  void look() throws Exception {
    watch = new SearchWatch();
  }

  @AfterEach
  void clean() throws Exception {
    watch.close();
  }

  @ParameterizedTest(name = "the {0} of {1} processes {2}")
  @Order(2)
  @Rule("A worker that died has not finished: what it would have found is unknown.")
  @CsvSource({
    "first, 2, ended with exit code 1, 10007",
    "last, 2, ended with exit code 3, 10009",
    "second, 3, was killed, 10037"
  })
  void a_process_that_dies_is_an_error(String which, int workers, String death, long n)
      throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), workers, 1000, TestWorker.class);
    WatchedCall<Boolean> call = watch.start(() -> search.isPrime(n));
    if (n == TestWorker.SECOND_WAITS) {
      killSecond(call);
    }
    assertThatThrownBy(
            () -> SearchWatch.resultOf(call, "One of the processes " + death + "."),
            "isPrime(%d) with %d processes, when the %s of them %s",
            n,
            workers,
            which,
            death)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(TestWorker.LAST_WORDS);
    watch.assertNothingLeft("after a search in which a worker died");
    if (n == TestWorker.ONE_DIES) {
      assertSearchesAgain(search, "a worker died");
    }
  }

  /** Kills the second of three processes, as {@code kill -9} does, after the last has ended. */
  private void killSecond(WatchedCall<Boolean> call) throws Exception {
    watch.atGate(call, 1);
    call.until(() -> watch.newProcesses().size() == 2 || !call.caller().isAlive());
    for (long[] noted : TestWorker.noted()) {
      ProcessHandle.of(noted[3]).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @ParameterizedTest(name = "the {0} of two processes has ended")
  @Order(1)
  @Rule("Wait for all workers, whichever finishes last: each may still find a divisor.")
  @ValueSource(strings = {"first", "last"})
  void the_search_waits_for_all_processes(String which) throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, 1000, TestWorker.class);
    long n = which.equals("first") ? TestWorker.FIRST_ENDS : TestWorker.LAST_ENDS;
    WatchedCall<Boolean> call = watch.start(() -> search.isPrime(n));
    call.until(() -> watch.areAtGate(call, 1));
    call.until(() -> watch.newProcesses().size() == 1 || !call.caller().isAlive());
    assertThat(call.returnsWhileHeld())
        .as(
            "isPrime(%d), when the %s of two processes has ended and the other still works",
            n, which)
        .withFailMessage(
            "\nExpected: isPrime waits for the process that still works.\nSeen: it returned.")
        .isFalse();
    watch.openGate();
    assertThat(call.result())
        .as("isPrime(%d), when the last process to end raised the flag", n)
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
  }

  @ParameterizedTest(name = "process {0} of 2 cannot be started")
  @Order(6)
  @Rule(
      "If a process cannot be started, its divisors are never tried: there is no verdict. No key"
          + " and no connection stays behind.")
  @ValueSource(ints = {1, 2})
  void a_process_that_cannot_be_started_is_an_error(int start) throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, 1000, TestWorker.class);
    String when = "process " + start + " of 2 could not be started";
    int left =
        watch
            .server()
            .connectionsLeftBy(
                () ->
                    WithoutJava.fromStart(
                        start,
                        () -> {
                          WatchedCall<Boolean> call =
                              watch.start(() -> search.isPrime(TestWorker.NOTES));
                          String how = "In this search, " + when + ".";
                          if (areBothAtGate(call, how)) {
                            // This code finds Java without the system property: no start fails.
                            watch.openGate();
                            SearchWatch.resultOf(call, how);
                          } else {
                            assertThatThrownBy(
                                    () -> SearchWatch.resultOf(call, how),
                                    "isPrime(%d), when %s",
                                    TestWorker.NOTES,
                                    when)
                                .isInstanceOf(IOException.class);
                          }
                        }));
    assertThat(left).as("how many connections are open after a search in which %s", when).isZero();
    watch.assertNothingLeft("after a search in which " + when);
  }

  private boolean areBothAtGate(WatchedCall<Boolean> call, String how) throws Exception {
    try {
      call.until(() -> watch.areAtGate(call, 2));
      return call.caller().isAlive();
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    }
  }

  @Test
  @Order(7)
  @Rule("A second interrupt may come while you clean up after the first one.")
  void repeated_interrupts_do_not_stop_the_cleanup() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = watch.start(() -> search.isPrime(TestWorker.WAITS));
    watch.atGate(call, 1);
    SearchWatch.interruptUntilItEnds(call.caller());
    assertThatThrownBy(
            () -> SearchWatch.resultOf(call, "The caller was interrupted many times."),
            "isPrime(15), interrupted many times while its process works")
        .isInstanceOf(InterruptedException.class);
    watch.assertNothingLeft("after a search that was interrupted many times");
  }

  @Test
  @Order(8)
  @Rule("A key that cannot be deleted must not hide why a search failed, or stop the next search.")
  void a_key_that_cannot_be_deleted_hides_no_failure() throws Exception {
    AtomicBoolean refuses = new AtomicBoolean(true);
    try (RedisProxy proxy =
        new RedisProxy(
            watch.redis(),
            command -> command.name().matches("DEL|UNLINK|GETDEL"),
            (number, command) -> refuses.get() ? Reaction.REFUSE : Reaction.FORWARD)) {
      PrimeSearch search = new PrimeSearch(proxy.uri(), 1, 1000, TestWorker.class);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      WatchedCall<Boolean> call =
          watch.start(
              () -> {
                failure.set(catchThrowable(() -> search.isPrime(TestWorker.ONE_DIES)));
                refuses.set(false);
                return search.isPrime(TestWorker.FINDS_NOTHING);
              });
      call.until(() -> !call.caller().isAlive());
      assertThatThrownBy(
              () -> {
                throw failure.get();
              },
              "isPrime(10007), when its process died and its key could not be deleted")
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(TestWorker.LAST_WORDS);
      assertThat(SearchWatch.resultOf(call, "The same thread searched again."))
          .as("isPrime(11), after a search of the same thread whose key could not be deleted")
          .withFailMessage("\nExpected: isPrime(11) returns true.\nSeen: it returned false.")
          .isTrue();
    }
  }

  private static void assertSearchesAgain(PrimeSearch search, String what) throws Exception {
    WatchedCall<Boolean> again = WatchedCall.start(() -> search.isPrime(TestWorker.FINDS_NOTHING));
    assertThat(SearchWatch.resultOf(again, "The same object searched again, after " + what + "."))
        .as("isPrime(11) of the same object, after a search in which " + what)
        .withFailMessage("\nExpected: isPrime(11) returns true.\nSeen: it returned false.")
        .isTrue();
  }

  @ParameterizedTest(name = "the key was deleted before the workers {0}")
  @Order(3)
  @Rule(
      "A missing key is not a verdict: the server may have lost it, or a client may have deleted"
          + " it.")
  @ValueSource(strings = {"finished", "checked it"})
  void a_key_lost_during_a_search_is_an_error(String workers) throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = watch.start(() -> search.isPrime(number(workers)));
    watch.atGate(call, 1);
    for (String key : watch.newKeys()) {
      watch.server().ask("DEL", key);
    }
    watch.openGate();
    assertThatThrownBy(
            () -> SearchWatch.resultOf(call, "The flag's key was deleted during the search."),
            "isPrime(" + number(workers) + "), whose key was deleted before its workers " + workers)
        .isInstanceOf(IllegalStateException.class);
    assertThat(watch.newKeys().size())
        .as("how many keys of the search are left in the server")
        .isZero();
    assertSearchesAgain(search, "the key was deleted");
  }

  @ParameterizedTest(name = "a server that {0}")
  @Order(4)
  @Rule("A lost server is not a verdict, and neither is a server that has lost its keys.")
  @ValueSource(strings = {"stops and starts again", "stops"})
  void a_server_lost_during_a_search_is_an_error(String how) throws Exception {
    PrimeSearch search = new PrimeSearch(frail.get().uri(), 1, 1000, TestWorker.class);
    boolean stops = how.equals("stops");
    WatchedCall<Boolean> call =
        watch.start(() -> search.isPrime(stops ? TestWorker.WAITS_AND_WORKS : TestWorker.WAITS));
    watch.atGate(call, 1);
    frail.get().stop();
    if (!stops) {
      frail.get().restart();
    }
    watch.openGate();
    assertThatThrownBy(
            () -> SearchWatch.resultOf(call, "The Redis server " + how + " during the search."),
            "isPrime() with a server that " + how + " during the search")
        .isInstanceOf(IllegalStateException.class);
    watch.assertNothingLeft("after a search with a server that " + how);
  }

  @ParameterizedTest(name = "the flag is {0}")
  @Order(5)
  @Rule(
      "A search that is interrupted must stop, and must stop its processes, whatever the flag says.")
  @ValueSource(strings = {"lowered", "raised"})
  void an_interrupt_ends_the_search_and_its_processes(String flag) throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = watch.start(() -> search.isPrime(TestWorker.WAITS));
    watch.atGate(call, 1);
    for (String key : watch.newKeys()) {
      watch.server().ask("SET", key, flag.equals("raised") ? "1" : "0", "EX", "60");
    }
    if (flag.equals("raised") && call.returnsWhileHeld()) {
      assertThat(call.result()) // The caller checks the flag itself, and waits for no process.
          .as("isPrime(15), when the flag was raised while its process worked")
          .withFailMessage(
              "\nExpected: isPrime returns false: the flag was raised.\nSeen: it returned true.")
          .isFalse();
      watch.assertNothingLeft("after a search whose flag was raised while its process worked");
      return;
    }
    call.interruptCaller();
    assertThatThrownBy(
            () ->
                SearchWatch.resultOf(
                    call, "The caller was interrupted while the processes worked."),
            "isPrime(15), interrupted while its process works and the flag is %s",
            flag)
        .isInstanceOf(InterruptedException.class);
    watch.assertNothingLeft("after a search that was interrupted");
    assertSearchesAgain(search, "the caller was interrupted");
  }

  @Test
  @Order(20)
  @Rule("A missing answer is not a verdict. Every wait for a server needs a time limit.")
  void a_server_that_does_not_answer_is_an_error() throws Exception {
    new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    String how = "The server stopped answering during the search.";
    try {
      slowSearch.until(() -> slowProcesses.stream().noneMatch(ProcessHandle::isAlive));
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    } finally {
      slowProxy.release();
    }
    assertThatThrownBy(
            () -> SearchWatch.resultOf(slowSearch, how),
            "isPrime(1000000000061), with a server that stopped answering during the search")
        .isInstanceOf(IllegalStateException.class);
  }

  private static long number(String workers) {
    return workers.equals("checked it") ? TestWorker.WAITS_AND_WORKS : TestWorker.WAITS;
  }
}
