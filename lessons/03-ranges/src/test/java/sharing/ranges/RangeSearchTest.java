package sharing.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.TrialDivision;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(3)
@DisplayName("A part for each worker")
class RangeSearchTest {

  /** One RangeSearch, asked for the same range and for another one at the same time. */
  static class TwoSearches implements Interleaver.Scenario {
    private final RangeSearch search = new RangeSearch(1, TrialDivision::isPrime);
    private List<Long> low;
    private List<Long> same;
    private List<Long> high;

    @Override
    public void worker1() throws InterruptedException {
      low = search.search(2, 6);
    }

    @Override
    public void worker2() throws InterruptedException {
      same = search.search(2, 6);
      high = search.search(6, 12);
    }

    @Override
    public void check() {
      assertThat(low).as("what search(2, 6) returned to worker 1").containsExactly(2L, 3L, 5L);
      assertThat(same).as("what search(2, 6) returned to worker 2").containsExactly(2L, 3L, 5L);
      assertThat(high).as("what search(6, 12) returned to worker 2").containsExactly(7L, 11L);
    }
  }

  /** The two workers of one search. */
  static class TwoWorkers implements Interleaver.Call {
    private final RangeSearch search = new RangeSearch(2, TrialDivision::isPrime);
    private List<Long> primes;

    @Override
    public void call() throws InterruptedException {
      primes = search.search(2, 8);
    }

    @Override
    public void check() {
      assertThat(primes)
          .as("what search(2, 8) returned, with 2 workers")
          .containsExactly(2L, 3L, 5L, 7L);
    }
  }

  @ParameterizedTest(name = "search({0}, {1}) with 1 worker")
  @Order(1)
  @Rule("A half-open range includes from and excludes to.")
  @CsvSource(
      delimiter = ';',
      value = {"2; 12; [2, 3, 5, 7, 11]", "0; 1; []", "2; 3; [2]", "24; 30; [29]", "7; 7; []"})
  void one_worker_searches_a_range_to_its_edges(long from, long to, String primes)
      throws Exception {
    assertThat(new RangeSearch(1, TrialDivision::isPrime).search(from, to))
        .as("search(%d, %d) with 1 worker", from, to)
        .hasToString(primes);
  }

  @Test
  @Order(2)
  @ProcessorTime(seconds = 60)
  @Rule("A search finds the same primes in the same order, wherever a worker is paused.")
  void no_pause_of_a_worker_changes_the_result() throws Exception {
    Interleaver.assertCallHolds(TwoWorkers.class);
  }

  @ParameterizedTest(name = "search({0}, {1}) with {2} workers")
  @Order(3)
  @Rule("Each number is checked once, even if some workers have nothing to do.")
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 2; 2; []",
        "13; 17; 2; [13]",
        "20; 29; 3; [23]",
        "24; 30; 3; [29]",
        "7; 7; 3; []",
        "7; 10; 8; [7]",
        "3; 4; 4; [3]",
        "4294967290; 4294967312; 3; [4294967291, 4294967311]",
        "9223372036854775780; 9223372036854775807; 2; [9223372036854775783]"
      })
  void several_workers_search_a_short_range_to_its_edges(
      long from, long to, int workers, String primes) throws Exception {
    assertThat(new RangeSearch(workers, MillerRabin::isPrime).search(from, to))
        .as("search(%d, %d) with %d workers", from, to, workers)
        .hasToString(primes);
  }

  @Test
  @Order(4)
  @Rule("Each worker checks the numbers of its own part, so each number is checked once.")
  void each_worker_searches_its_own_part() throws Exception {
    // All three workers are held in their parts: a thread that ends early may get a second part.
    PrimalitySpy asked = new PrimalitySpy(102L, 105L, 109L); // Whichever part is the longer one.
    RangeSearch search = new RangeSearch(3, asked);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.search(100, 110));
    StackTraceElement[] waiting;
    try {
      call.until(asked::isHeld);
      waiting = call.caller().getStackTrace();
    } finally {
      asked.release();
    }
    call.result();
    assertThat(waiting)
        .extracting(StackTraceElement::getClassName)
        .as("the classes on the call stack of search(100, 110) while it waits for its workers")
        .contains(Workers.class.getName());
    assertThat(asked.times().keySet())
        .as("the numbers for which search(100, 110), with 3 workers, called isPrime")
        .containsExactlyInAnyOrder(100L, 101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L);
    assertThat(asked.times().values())
        .as("how often search(100, 110) called isPrime for each number: %s", asked.times())
        .containsOnly(1);
    List<Set<Long>> parts =
        LongRange.split(100, 110, 3).stream()
            .map(r -> LongStream.range(r.from(), r.to()).boxed())
            .map(numbers -> numbers.collect(Collectors.toSet()))
            .toList();
    assertThat(asked.byThread().values())
        .as("the numbers for which each of the 3 workers of search(100, 110) called isPrime")
        .containsExactlyInAnyOrderElementsOf(parts);
    search.search(100, 110);
    assertThat(asked.times().values())
        .as("how often search(100, 110), called twice, called isPrime for each number")
        .containsOnly(2);
  }

  @ParameterizedTest(name = "part {0} of 3 ends last")
  @Order(5)
  @Rule("The primes ascend, in whichever order the workers end.")
  @ValueSource(ints = {1, 2})
  void the_primes_ascend_whichever_worker_ends_last(int last) throws Exception {
    PrimalitySpy asked = new PrimalitySpy(100L + 20 * (last - 1));
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> new RangeSearch(3, asked).search(100, 160));
    try {
      call.until(() -> asked.isHeld() && asked.times().size() == 41);
      call.returnsWhileHeld();
    } finally {
      asked.release();
    }
    assertThat(call.result())
        .as(
            "search(100, 160) with 3 workers, where worker %d was held until the others ended",
            last)
        .containsExactly(101L, 103L, 107L, 109L, 113L, 127L, 131L, 137L, 139L, 149L, 151L, 157L);
  }

  @Test
  @Order(6)
  @Rule(
      "What a worker throws must reach the caller; otherwise, the worker's part seems to hold no"
          + " more primes.")
  void an_exception_from_isPrime_fails_the_search() throws Exception {
    IllegalStateException thrown =
        new IllegalStateException("107 cannot be decided", new ArithmeticException("its cause"));
    AtomicBoolean throwsAt107 = new AtomicBoolean(true);
    LongPredicate isPrime =
        n -> {
          if (n == 107 && throwsAt107.get()) {
            throw thrown;
          }
          return TrialDivision.isPrime(n);
        };
    RangeSearch search = new RangeSearch(2, isPrime);
    assertThatThrownBy(
            () -> search.search(100, 110),
            "search(100, 110) with 2 workers, when isPrime(107) throws")
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getCause)
        .as("the cause of the exception from search(100, 110), after isPrime(107) threw")
        .isSameAs(thrown);
    throwsAt107.set(false);
    assertThat(search.search(100, 110))
        .as("search(100, 110), called after the search that failed")
        .containsExactly(101L, 103L, 107L, 109L);
  }

  @ParameterizedTest(name = "search(100, {0})")
  @Order(7)
  @Rule("An interrupted worker stops before its next number.")
  @ValueSource(longs = {200, Long.MAX_VALUE})
  void an_interrupted_search_stops_before_the_next_number(long to) throws Exception {
    PrimalitySpy asked = new PrimalitySpy(100L);
    RangeSearch search = new RangeSearch(1, asked);
    String how = "search(100, " + to + "), interrupted at 100";
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.search(100, to));
    try {
      call.until(asked::isHeld);
      call.returnsWhileHeld();
      call.interruptCaller();
    } finally {
      asked.release();
    }
    assertThatThrownBy(call::result, how).isInstanceOf(InterruptedException.class);
    assertThat(asked.times().keySet())
        .as("the numbers for which %s, called isPrime", how)
        .containsExactly(100L);
    call.assertNoThreadLeft();
    assertThat(search.search(100, 110))
        .as("search(100, 110), called after the search that was interrupted")
        .containsExactly(101L, 103L, 107L, 109L);
    assertThat(asked.times().get(100L))
        .as("how often the two searches called isPrime(100)")
        .isEqualTo(2);
  }

  @Test
  @Order(8)
  @Rule("A method rejects an invalid argument, and the message names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int wrong : List.of(0, -1, -1_000_000)) {
      assertThatIllegalArgumentException()
          .as("new RangeSearch(%d, isPrime)", wrong)
          .isThrownBy(() -> new RangeSearch(wrong, TrialDivision::isPrime))
          .withMessageContainingAll("workers", Integer.toString(wrong));
    }
    assertThatIllegalArgumentException()
        .as("new RangeSearch(2, null)")
        .isThrownBy(() -> new RangeSearch(2, null))
        .withMessageContaining("isPrime");
    assertThatIllegalArgumentException()
        .as("search(10, 9)")
        .isThrownBy(() -> new RangeSearch(2, TrialDivision::isPrime).search(10, 9))
        .withMessageContainingAll("to", "9");
  }

  @Test
  @Order(9)
  @ProcessorTime(seconds = 60)
  @Rule("Two calls of search at the same time must not share anything that they change.")
  void no_pause_lets_one_search_change_the_result_of_another() throws Exception {
    Interleaver.assertHolds(TwoSearches.class);
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(10)
  @Rule("The primes found depend only on the range, not on the number of workers.")
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void the_primes_do_not_depend_on_the_number_of_workers(int workers) throws Exception {
    List<Long> primes =
        new RangeSearch(workers, TrialDivision::isPrime)
            .search(NotebookRange.FROM, NotebookRange.FROM + 10_000);
    String how = "the primes in [100,000,000, 100,010,000), searched with workers = " + workers;
    assertThat(primes.size())
        .as("the number of %s", how)
        .isEqualTo(NotebookRange.PRIMES_IN_FIRST_10_000);
    assertThat(primes.stream().mapToLong(p -> p).sum())
        .as("the sum of %s", how)
        .isEqualTo(NotebookRange.SUM_IN_FIRST_10_000);
    assertThat(primes).as(how).isSorted();
  }

  @Test
  @Order(11)
  @ProcessorTime(seconds = 60)
  @Rule("The notebook's range of a million numbers has 54,208 primes.")
  void the_range_of_the_notebook_has_its_54208_primes() throws Exception {
    LongPredicate isPrime = Sieve.tableOf(NotebookRange.FROM, NotebookRange.TO);
    List<Long> primes = new RangeSearch(2, isPrime).search(NotebookRange.FROM, NotebookRange.TO);
    assertThat(primes.size())
        .as("the number of primes that 2 workers found in [100,000,000, 101,000,000)")
        .isEqualTo(NotebookRange.PRIMES);
    assertThat(NotebookRange.sha256(primes.stream().mapToLong(p -> p).toArray()))
        .as("the SHA-256 of the primes that 2 workers found in [100,000,000, 101,000,000)")
        .isEqualTo(NotebookRange.SHA_256);
  }
}
