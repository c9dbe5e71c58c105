package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.common.ChildJvms;
import sharing.durable.helpers.Polling;
import sharing.durable.helpers.SearchWatch;
import sharing.durable.helpers.Workers;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.interleaver.StoppedClock;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("A search with processes that may be killed")
class PrimeSearchTest {
  private static final int CHUNK = 100;

  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  private static final long FROM = TestWorker.WAITS - 5;

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
  @Rule("The last chunk may be short, and an empty range has an empty result.")
  void a_range_need_not_divide_evenly_and_may_be_empty() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, PATIENT, TestWorker.class);
    SearchWatch.assertPrimes(
        "primes(0, 250) in chunks of 100",
        0,
        250,
        watch.resultOf(WatchedCall.start(() -> search.primes(0, 250))));
    assertThat(watch.resultOf(WatchedCall.start(() -> search.primes(100, 100))))
        .as("primes(100, 100)")
        .isEmpty();
  }

  @Test
  @Order(2)
  @Rule("No matter which worker takes which chunk, all primes come out, ascending, each once.")
  void two_processes_find_all_primes_of_the_notebooks_range() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, 10_000, PATIENT, WorkerProcess.class);
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> search.primes(NotebookRange.FROM, NotebookRange.TO));
    List<Long> primes = watch.resultOf(call);
    assertThat(primes.size())
        .as("how many numbers the call primes(100000000, 101000000) returned, with 2 workers")
        .isEqualTo(NotebookRange.PRIMES);
    assertThat(NotebookRange.sha256(primes.stream().mapToLong(n -> n).toArray()))
        .as("the SHA-256 of what primes(100000000, 101000000) returned, one number on each line")
        .isEqualTo(NotebookRange.SHA_256);
  }

  @Test
  @Order(3)
  @Rule("A search starts as many processes as were asked for; each works on its own entry.")
  void the_processes_work_side_by_side() throws Exception {
    long from = TestWorker.WAITS;
    PrimeSearch search = new PrimeSearch(watch.redis(), 4, 1, PATIENT, TestWorker.class);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.primes(from - 20, from + 20));
    watch.atGate(call, 1);
    long looks = SearchWatch.unchecked(() -> watch.server().uses(Workers.LOOKS)) + 600;
    call.until(
        Polling.seldom(
            () ->
                watch.newProcesses().size() == 4
                    || SearchWatch.unchecked(() -> watch.server().uses(Workers.LOOKS)) > looks));
    assertThat(watch.newProcesses().size())
        .as("how many processes a search with 4 workers has started")
        .isEqualTo(4);
    call.until(
        Polling.seldom(() -> SearchWatch.unchecked(() -> watch.queue().workers().size()) > 1));
    assertThat(watch.queue().workers().size())
        .as("how many worker names the group has, while one worker is paused")
        .isGreaterThan(1);
    watch.openGate();
    SearchWatch.assertPrimes(
        "primes(985, 1025) with 4 workers", from - 20, from + 20, watch.resultOf(call));
  }

  /**
   * Searches of one object that wait at the gate: the first two begin at the same number, the third
   * has the same range as the first. This class is loaded again, so its arguments must be objects
   * of classes of the JDK.
   */
  static final class SearchThatWaits implements Callable<List<Long>> {
    private final PrimeSearch search;
    private final AtomicInteger calls = new AtomicInteger();

    SearchThatWaits(URI redis) {
      search = new PrimeSearch(redis, 1, 10, PATIENT, TestWorker.class);
    }

    @Override
    public List<Long> call() throws Exception {
      return search.primes(FROM, calls.getAndIncrement() == 1 ? FROM + 20 : FROM + 40);
    }
  }

  @Test
  @Order(4)
  @Rule(
      "Searches share nothing, although they may start in the same millisecond: each has its own"
          + " keys, which expire.")
  void searches_at_once_have_different_queues() throws Exception {
    Callable<List<Long>> search = StoppedClock.of(SearchThatWaits.class, watch.redis());
    List<WatchedCall<List<Long>>> calls = new ArrayList<>();
    for (String name : List.of("first", "second", "third")) {
      calls.add(WatchedCall.start(name, search));
      watch.atGate(calls.get(calls.size() - 1), calls.size());
    }
    assertThat(watch.queues().size())
        .as("how many queues three searches have in the server, while they search")
        .isEqualTo(3);
    for (String key : watch.newKeys()) {
      long seconds = Long.parseLong(watch.server().ask("TTL", key));
      assertThat(seconds)
          .as("the server's answer to TTL for the key of a search, in seconds (-1: never expires)")
          .withFailMessage(
              "\nExpected: TTL answers with more than 0 seconds: the key expires.\n"
                  + "Seen: TTL answered %d.",
              seconds)
          .isPositive();
    }
    watch.openGate();
    for (int i = 0; i < 3; i++) {
      long to = i == 1 ? FROM + 20 : FROM + 40;
      SearchWatch.assertPrimes(
          String.format("primes(%d, %d), while two other searches run", FROM, to),
          FROM,
          to,
          watch.resultOf(calls.get(i)));
    }
  }

  @Test
  @Order(5)
  @Rule("When a search ends, its keys, its connections and its processes are gone.")
  void nothing_is_left_of_a_search() throws Exception {
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, CHUNK, PATIENT, TestWorker.class);
    int left = watch.server().connectionsLeftBy(() -> search.primes(0, 100));
    assertThat(left).as("how many connections are open after primes(0, 100)").isZero();
    watch.assertNothingLeft("after primes(0, 100)");
  }

  @Test
  @Order(6)
  @Rule("A method rejects an argument that it cannot use, and names it and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int bad : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, %d, 100, limits, main)", bad)
          .isThrownBy(() -> new PrimeSearch(watch.redis(), bad, CHUNK, PATIENT, TestWorker.class))
          .withMessageContainingAll("workers", Integer.toString(bad));
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(redis, 2, %d, limits, main)", bad)
          .isThrownBy(() -> new PrimeSearch(watch.redis(), 2, bad, PATIENT, TestWorker.class))
          .withMessageContainingAll("chunkSize", Integer.toString(bad));
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(null, 2, 100, limits, main)")
        .isThrownBy(() -> new PrimeSearch(null, 2, CHUNK, PATIENT, TestWorker.class))
        .withMessageContaining("redis");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 100, null, main)")
        .isThrownBy(() -> new PrimeSearch(watch.redis(), 2, CHUNK, null, TestWorker.class))
        .withMessageContaining("limits");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(redis, 2, 100, limits, null)")
        .isThrownBy(() -> new PrimeSearch(watch.redis(), 2, CHUNK, PATIENT, null))
        .withMessageContaining("main");
    PrimeSearch search = new PrimeSearch(watch.redis(), 2, CHUNK, PATIENT, TestWorker.class);
    assertThatIllegalArgumentException()
        .as("primes(200, 100)")
        .isThrownBy(() -> search.primes(200, 100))
        .withMessageContainingAll("200", "100");
    assertThatIllegalArgumentException()
        .as("primes(%d, %d)", Long.MAX_VALUE, Long.MIN_VALUE)
        .isThrownBy(() -> search.primes(Long.MAX_VALUE, Long.MIN_VALUE))
        .withMessageContainingAll(Long.toString(Long.MAX_VALUE), Long.toString(Long.MIN_VALUE));
  }

  @Test
  @Order(7)
  @Rule("Chunks and primes above 2,147,483,647 keep their order.")
  void large_numbers_are_searched() throws Exception {
    long from = Integer.MAX_VALUE - 47L;
    PrimeSearch search = new PrimeSearch(watch.redis(), 1, 10, PATIENT, TestWorker.class);
    SearchWatch.assertPrimes(
        "primes(2147483600, 2147483700) in chunks of 10",
        from,
        from + 100,
        watch.resultOf(WatchedCall.start(() -> search.primes(from, from + 100))));
    long last = Long.MAX_VALUE;
    assertThat(watch.resultOf(WatchedCall.start(() -> search.primes(last - 45, last))))
        .as("primes(%d, %d) in chunks of 10", last - 45, last)
        .isEqualTo(LongStream.range(last - 45, last).filter(MillerRabin::isPrime).boxed().toList());
  }

  @Test
  @Order(8)
  @Rule("A search needs a name that no other program can choose; a counter is not enough.")
  void the_first_searches_of_two_programs_have_two_queues() throws Exception {
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
    assertThat(watch.queues().size())
        .as("how many queues the first searches of two programs have, while they search")
        .isEqualTo(2);
    watch.openGate();
    watch.resultOf(call);
  }
}
