package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.Thread.State;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.common.ChildJvms;
import sharing.redis.helpers.SearchWatch;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.interleaver.StoppedClock;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several processes")
class PrimeSearchTest {
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
  @Rule("2 is the only even prime, and no number below 2 is prime.")
  void numbers_below_2_and_even_numbers_need_no_process() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1, TestWorker.class);
    for (long n : new long[] {-3, -2, -1, 0, 1, 2, 4, 100, Long.MIN_VALUE}) {
      assertThat(search.isPrime(n)).as("isPrime(%d)", n).isEqualTo(n == 2);
    }
  }

  @Test
  @Order(2)
  @Rule("When all workers have finished, the flag of this search is the verdict.")
  void the_verdict_comes_from_the_flag_of_this_search() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    assertThat(search.isPrime(TestWorker.FINDS))
        .as("isPrime(9), when the worker raised the flag and finished")
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    assertThat(search.isPrime(TestWorker.FINDS_NOTHING))
        .as(
            "isPrime(11) after isPrime(9): a worker raised the flag of the previous search, but not"
                + " the flag of this one")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(3)
  @Rule("Together, the processes are given every odd number from 3 to the square root.")
  void two_processes_find_a_divisor() throws Exception {
    long n = NotebookNumber.LARGE_COMPOSITE_2.n();
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, 100_000, WorkerProcess.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(n));
    assertThat(call.result())
        .as("isPrime(%d) with 2 processes", n)
        .withFailMessage("\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", n)
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("The processes work at the same time, each on its own part of the divisors.")
  void the_processes_run_side_by_side() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 3, 77, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.NOTES));
    watch.atGate(call, 3);
    assertThat(watch.newProcesses().size())
        .as("how many processes a search with 3 workers has started")
        .isEqualTo(3);
    for (long[] given : TestWorker.noted()) {
      assertThat(given[2])
          .as("the checkEvery in the arguments of a process, when the search was given 77")
          .isEqualTo(77);
    }
    long root = (long) Math.sqrt(TestWorker.NOTES);
    Optional<String> fault = faultOf(TestWorker.noted(), root);
    assertThat(fault)
        .as("which of three processes tries each odd number from 3 to %d", root)
        .withFailMessage(
            "\nExpected: exactly one process tries each odd number from 3 to %d.\nSeen: %s.",
            root, fault.orElse(""))
        .isEmpty();
    watch.openGate();
    assertThat(call.result())
        .as("isPrime(%d) with 3 workers, when no worker raised the flag", TestWorker.NOTES)
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  /** A number up to the root that no process or more than one process was given to try. */
  private static Optional<String> faultOf(List<long[]> noted, long root) {
    List<long[]> parts =
        noted.stream()
            .filter(part -> part[0] <= part[1])
            .sorted(Comparator.comparingLong(part -> part[0]))
            .toList();
    long next = 3;
    for (long[] part : parts) {
      if (part[0] < next) {
        return Optional.of(part[0] + " is tried by more than one process");
      }
      if (part[0] > next) {
        break;
      }
      next = part[1] + 2;
    }
    return next > root ? Optional.empty() : Optional.of(next + " is tried by no process");
  }

  @Test
  @Order(5)
  @Rule(
      "Two searches share no key, although they may start in the same millisecond: each has its"
          + " own, which expires.")
  void two_searches_at_once_have_two_keys() throws Exception {
    Callable<Boolean> search = StoppedClock.of(SearchThatWaits.class, watch.redis());
    WatchedCall<Boolean> first = WatchedCall.start("first", search);
    watch.atGate(first, 1);
    WatchedCall<Boolean> second = WatchedCall.start("second", search);
    watch.atGate(second, 2);
    List<String> keys = List.copyOf(watch.newKeys());
    assertThat(keys.size())
        .as("how many keys two searches have in the server, while they search")
        .isEqualTo(2);
    for (String key : keys) {
      long seconds = Long.parseLong(watch.server().ask("TTL", key));
      assertThat(seconds)
          .as("the server's answer to TTL for the key of a search, in seconds (-1: never expires)")
          .withFailMessage(
              "\nExpected: TTL answers with more than 0 seconds: the key expires.\n"
                  + "Seen: TTL answered %d.",
              seconds)
          .isPositive();
    }
    watch.server().ask("SET", keys.get(0), "1");
    watch.openGate();
    assertThat(List.of(first.result(), second.result()))
        .as(
            "what isPrime(15) returned in two searches at the same time, when one of their two"
                + " flags was raised")
        .containsExactlyInAnyOrder(true, false);
  }

  /**
   * Searches that wait at the gate. Each has an object of its own: two searches of one object may
   * wait for each other. This class is loaded again, so its arguments must be objects of classes of
   * the JDK.
   */
  static final class SearchThatWaits implements Callable<Boolean> {
    private final URI redis;

    SearchThatWaits(URI redis) {
      this.redis = redis;
    }

    @Override
    public Boolean call() throws Exception {
      return new PrimeSearch(redis, 1, 1000, TestWorker.class).isPrime(TestWorker.WAITS);
    }
  }

  @Test
  @Order(9)
  @Rule(
      "Threads may share an object: each gets the verdict of its own search, even if another fails.")
  void two_threads_get_their_own_verdicts_from_one_object() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    WatchedCall<Boolean> first = WatchedCall.start("first", () -> search.isPrime(TestWorker.WAITS));
    watch.atGate(first, 1);
    WatchedCall<Boolean> second =
        WatchedCall.start("second", () -> search.isPrime(TestWorker.FINDS));
    BooleanSupplier waits = waitsForAnother(second.caller());
    second.until(() -> !second.caller().isAlive() || waits.getAsBoolean());
    WatchedCall<Boolean> third =
        WatchedCall.start("third", () -> search.isPrime(TestWorker.ONE_DIES));
    BooleanSupplier alsoWaits = waitsForAnother(third.caller());
    third.until(() -> !third.caller().isAlive() || alsoWaits.getAsBoolean());
    watch.openGate();
    assertThat(first.result())
        .as(
            "isPrime(15), when in the meantime one search of the same object found a divisor, and"
                + " the process of another one died")
        .withFailMessage(
            "\nExpected: isPrime returns true: the flag decides, and no worker of this search"
                + " raised it.\n"
                + "Seen: it returned false.")
        .isTrue();
    assertThat(second.result())
        .as("isPrime(9), while another search of the same object runs")
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    catchThrowable(third::result); // It ends. What it throws is the question of another test.
  }

  /** Whether a thread waits for another one and has not started a process. */
  private BooleanSupplier waitsForAnother(Thread thread) {
    long[] since = {Long.MAX_VALUE};
    return () -> {
      boolean waits =
          Set.of(State.BLOCKED, State.WAITING, State.TIMED_WAITING).contains(thread.getState())
              && watch.newProcesses().size() == 1;
      since[0] = waits ? Math.min(since[0], System.nanoTime()) : Long.MAX_VALUE;
      return waits && System.nanoTime() - since[0] > 1_000_000_000L;
    };
  }

  @Test
  @Order(10)
  @Rule(
      "A search's key must differ from the keys of every other program. It must not matter how that"
          + " program numbers its searches.")
  void the_first_searches_of_two_programs_have_two_keys() throws Exception {
    WatchedCall<Void> call =
        WatchedCall.start(
            "two programs",
            () -> {
              try (ChildJvms programs = new ChildJvms()) {
                programs.start(TestWorker.FirstSearch.class, watch.redis().toString());
                programs.start(TestWorker.FirstSearch.class, watch.redis().toString());
                programs.await();
              }
              return null;
            });
    watch.atGate(call, 2);
    assertThat(watch.newKeys().size())
        .as("how many keys the first searches of two programs have, while they search")
        .isEqualTo(2);
    watch.openGate();
    call.result();
  }

  @Test
  @Order(6)
  @Rule("When a search ends, its key, its connections and its processes are gone.")
  void a_search_leaves_nothing_behind() throws Exception {
    try (RedisServer own = RedisServer.start();
        RedisInspector its = new RedisInspector(own.uri())) {
      PrimeSearch search = new PrimeSearch(own.uri(), 1, 1000, TestWorker.class);
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
    watch.assertNoProcessLeft("after isPrime(9), which found a divisor");
  }

  @Test
  @Order(7)
  @Rule("A method rejects an invalid argument, and its message names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int bad : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, %d, 1000, main)", bad)
          .isThrownBy(() -> new PrimeSearch(watch.redis(), bad, 1000, TestWorker.class))
          .withMessageContainingAll("workers", Integer.toString(bad));
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, 2, %d, main)", bad)
          .isThrownBy(() -> new PrimeSearch(watch.redis(), 2, bad, TestWorker.class))
          .withMessageContainingAll("checkEvery", Integer.toString(bad));
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(null, 2, 1000, main)")
        .isThrownBy(() -> new PrimeSearch(null, 2, 1000, TestWorker.class))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 1000, null)")
        .isThrownBy(() -> new PrimeSearch(watch.redis(), 2, 1000, null))
        .withMessageContaining("main");
  }

  @Test
  @Order(8)
  @Rule("Without a server there is no flag, and without a flag there is no verdict.")
  void a_search_without_a_server_is_an_error() {
    PrimeSearch search =
        new PrimeSearch(URI.create("redis://127.0.0.1:" + NOWHERE), 1, 1000, TestWorker.class);
    assertThatThrownBy(
            () -> search.isPrime(TestWorker.FINDS_NOTHING),
            "isPrime(11), with a URI where no server listens")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Order(11)
  @Rule("A prime divides itself: with more workers than divisors, some of them get no divisor.")
  void no_process_tries_the_number_itself() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 5, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.FINDS_NOTHING));
    call.result();
    long largest =
        TestWorker.noted().stream()
            .filter(given -> given[0] <= given[1])
            .mapToLong(given -> given[1])
            .max()
            .orElse(0);
    assertThat(largest)
        .as("the largest number that the processes of isPrime(11) with 5 workers are given to try")
        .isLessThanOrEqualTo(9L);
  }

  @Test
  @Order(12)
  @Rule(
      "A process that prints waits while nobody reads. A search must read, or discard, what it prints.")
  void a_process_may_print_any_amount() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.PRINTS));
    assertThat(SearchWatch.resultOf(call, "The process printed a megabyte to each output."))
        .as("isPrime(40009), whose process printed a megabyte to each output, and then ended")
        .withFailMessage("\nExpected: isPrime returns true.\nSeen: it returned false.")
        .isTrue();
  }
}
