package sharing.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.TrialDivision;
import sharing.testkit.CheckFailedError;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("More chunks than workers")
class BalancedSearchTest {

  /** Two workers, three chunks. */
  static class TwoWorkers implements Interleaver.Call {
    private final PrimalitySpy asked = new PrimalitySpy();
    private final BalancedSearch search = new BalancedSearch(2, 3, asked);
    private List<Long> primes;

    @Override
    public void call() throws InterruptedException {
      primes = search.search(2, 8);
    }

    @Override
    public void check() {
      assertThat(asked.times())
          .as("how often search(2, 8), with 2 workers and 3 chunks, called isPrime for each number")
          .hasToString("{2=1, 3=1, 4=1, 5=1, 6=1, 7=1}");
      assertThat(primes).as("what search(2, 8) returned").containsExactly(2L, 3L, 5L, 7L);
    }
  }

  /** One BalancedSearch, asked at the same time for two ranges, which share the chunk [4, 6). */
  static class TwoSearches implements Interleaver.Scenario {
    private final BalancedSearch search = new BalancedSearch(1, 2, TrialDivision::isPrime);
    private List<Long> below6;
    private List<Long> below8;

    @Override
    public void worker1() throws InterruptedException {
      below6 = search.search(2, 6);
    }

    @Override
    public void worker2() throws InterruptedException {
      below8 = search.search(4, 8);
    }

    @Override
    public void check() {
      assertThat(below6).as("what search(2, 6) returned to worker 1").containsExactly(2L, 3L, 5L);
      assertThat(below8).as("what search(4, 8) returned to worker 2").containsExactly(5L, 7L);
    }
  }

  /** The worker that checks 2 waits there until the other worker has checked 3 and 4. */
  static class OneDoesTheRest implements Interleaver.Call {
    private final CountDownLatch rest = new CountDownLatch(2);
    private final BalancedSearch search = new BalancedSearch(2, 3, this::isPrime);
    private List<Long> primes;

    private boolean isPrime(long n) {
      if (n == 2) {
        Uninterruptibly.await(rest);
      } else {
        rest.countDown();
      }
      return TrialDivision.isPrime(n);
    }

    @Override
    public void call() throws InterruptedException {
      primes = search.search(2, 5);
    }

    @Override
    public void check() {
      assertThat(primes).as("what search(2, 5) returned").containsExactly(2L, 3L);
    }
  }

  @ParameterizedTest(name = "search({0}, {1}), workers = {2}, chunks = {3}")
  @Order(1)
  @Rule("Each number of the range is in exactly one chunk.")
  @CsvSource(
      delimiter = ';',
      value = {
        "2; 12; 1; 1; [2, 3, 5, 7, 11]",
        "2; 12; 1; 3; [2, 3, 5, 7, 11]",
        "13; 17; 1; 2; [13]",
        "20; 29; 1; 3; [23]",
        "24; 30; 1; 3; [29]",
        "0; 1; 1; 1; []",
        "7; 7; 1; 4; []",
        "7; 10; 1; 8; [7]",
        "4294967290; 4294967312; 1; 3; [4294967291, 4294967311]",
        "9223372036854775780; 9223372036854775807; 1; 4; [9223372036854775783]"
      })
  void a_short_range_is_searched_to_its_edges(
      long from, long to, int workers, int chunks, String primes) throws Exception {
    assertThat(new BalancedSearch(workers, chunks, MillerRabin::isPrime).search(from, to))
        .as("search(%d, %d), workers = %d, chunks = %d", from, to, workers, chunks)
        .hasToString(primes);
  }

  @Test
  @Order(2)
  @ProcessorTime(seconds = 60)
  @Rule("Each chunk is taken by exactly one worker, wherever a worker is paused.")
  void every_chunk_is_taken_once_wherever_a_worker_is_paused() throws Exception {
    Interleaver.assertCallHolds(TwoWorkers.class);
  }

  @Test
  @Order(3)
  @ProcessorTime(seconds = 60)
  @Rule("No worker ends while a chunk is left to take.")
  void no_pause_makes_a_worker_leave_while_there_is_work() throws Exception {
    Interleaver.assertCallHolds(OneDoesTheRest.class);
  }

  @Test
  @Order(4)
  @Rule("A search runs all its workers at the same time, as many as its caller asked for.")
  void the_workers_run_side_by_side() throws Exception {
    CountDownLatch threeAsk = new CountDownLatch(3);
    LongPredicate isPrime =
        n -> {
          threeAsk.countDown();
          try {
            threeAsk.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return TrialDivision.isPrime(n);
        };
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> new BalancedSearch(3, 10, isPrime).search(100, 200));
    try {
      assertThat(call.result()).as("search(100, 200) with 3 workers and 10 chunks").hasSize(21);
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          "Each worker was held at its first number until 3 workers had a number.\n"
              + hang.failure().how(),
          "3 workers search at the same time.",
          (3 - threeAsk.getCount()) + " of 3 workers had a number.");
    }
  }

  @ParameterizedTest(name = "search(100, {0}), chunks = {1}")
  @Order(5)
  @Rule("A worker that has finished a chunk takes the next one: no chunk is assigned in advance.")
  @CsvSource({"200, 10", "1100, 1000"})
  void while_one_worker_is_held_the_others_do_the_rest(long to, int chunks) throws Exception {
    // The worker that calls isPrime(100) stays in the first chunk.
    PrimalitySpy asked = new PrimalitySpy(100L);
    int others = (int) (to - 100) / chunks * (chunks - 1);
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> new BalancedSearch(3, chunks, asked).search(100, to));
    String how = "search(100, " + to + ") with 3 workers and " + chunks + " chunks";
    StackTraceElement[] waiting;
    try {
      call.until(() -> asked.isHeld() && asked.times().size() == others + 1);
      waiting = call.caller().getStackTrace();
    } catch (CheckFailedError stuck) {
      throw new CheckFailedError(
          how + ". The worker that called isPrime(100) was held there.\n" + stuck.failure().how(),
          "the other two workers check all " + others + " numbers of the other chunks.",
          "they checked " + (asked.times().size() - 1) + " numbers.");
    } finally {
      asked.release();
    }
    assertThat(call.result())
        .as("%s, where the first chunk was finished last", how)
        .startsWith(101L, 103L, 107L, 109L, 113L)
        .hasSize(Sieve.primesIn(100, to).length)
        .isSorted();
    assertThat(waiting)
        .extracting(StackTraceElement::getClassName)
        .as("the classes on the call stack of %s, while it waits for its workers", how)
        .contains(Workers.class.getName());
  }

  @Test
  @Order(6)
  @Rule(
      "What a worker throws must reach the caller; otherwise, the worker's chunk seems to hold no"
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
    BalancedSearch search = new BalancedSearch(2, 5, isPrime);
    assertThatThrownBy(
            () -> search.search(100, 110),
            "search(100, 110) with 2 workers and 5 chunks, when isPrime(107) throws")
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
  @Rule("An interrupted worker stops before its next number, and takes no other chunk.")
  @ValueSource(longs = {200, Long.MAX_VALUE})
  void an_interrupted_search_stops_before_the_next_number(long to) throws Exception {
    PrimalitySpy asked = new PrimalitySpy(100L);
    BalancedSearch search = new BalancedSearch(1, 10, asked);
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
          .as("new BalancedSearch(%d, 10, isPrime)", wrong)
          .isThrownBy(() -> new BalancedSearch(wrong, 10, TrialDivision::isPrime))
          .withMessageContainingAll("workers", Integer.toString(wrong));
      assertThatIllegalArgumentException()
          .as("new BalancedSearch(2, %d, isPrime)", wrong)
          .isThrownBy(() -> new BalancedSearch(2, wrong, TrialDivision::isPrime))
          .withMessageContainingAll("chunks", Integer.toString(wrong));
    }
    assertThatIllegalArgumentException()
        .as("new BalancedSearch(2, 10, null)")
        .isThrownBy(() -> new BalancedSearch(2, 10, null))
        .withMessageContaining("isPrime");
    assertThatIllegalArgumentException()
        .as("search(10, 9)")
        .isThrownBy(() -> new BalancedSearch(2, 3, TrialDivision::isPrime).search(10, 9))
        .withMessageContainingAll("to", "9");
  }

  @Test
  @Order(9)
  @ProcessorTime(seconds = 60)
  @Rule("Two calls of search at the same time must not share anything that they change.")
  void no_pause_lets_one_search_change_the_result_of_another() throws Exception {
    Interleaver.assertHolds(TwoSearches.class);
  }

  @ParameterizedTest(name = "workers = {0}, chunks = {1}")
  @Order(10)
  @Rule("The primes found depend only on the range, not on the workers or chunks.")
  @CsvSource({"1, 1", "1, 7", "2, 1", "2, 16", "3, 100", "7, 64", "2, 20000"})
  void the_primes_do_not_depend_on_workers_or_chunks(int workers, int chunks) throws Exception {
    List<Long> primes =
        new BalancedSearch(workers, chunks, TrialDivision::isPrime)
            .search(NotebookRange.FROM, NotebookRange.FROM + 10_000);
    String how =
        String.format(
            "the primes in [100,000,000, 100,010,000), searched with workers = %d, chunks = %d",
            workers, chunks);
    assertThat(primes.size())
        .as("the number of %s", how)
        .isEqualTo(NotebookRange.PRIMES_IN_FIRST_10_000);
    assertThat(primes.stream().mapToLong(p -> p).sum())
        .as("the sum of %s", how)
        .isEqualTo(NotebookRange.SUM_IN_FIRST_10_000);
    assertThat(primes).as(how).isSorted();
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(11)
  @Rule("A worker takes the first chunk that is left.")
  @ValueSource(ints = {1, 2, 3})
  void the_first_chunk_that_is_left_is_taken_next(int workers) throws Exception {
    List<Long> firstOfChunks = List.of(100L, 110L, 120L).subList(0, workers);
    PrimalitySpy asked = new PrimalitySpy(firstOfChunks.toArray(Long[]::new));
    List<Long> order = Collections.synchronizedList(new ArrayList<>());
    LongPredicate isPrime =
        n -> {
          order.add(n);
          return asked.test(n);
        };
    String how = "search(100, 200), workers = " + workers + ", chunks = 10";
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> new BalancedSearch(workers, 10, isPrime).search(100, 200));
    Set<Long> begun;
    try {
      call.until(asked::isHeld);
      begun = new TreeSet<>(asked.times().keySet());
    } finally {
      asked.release();
    }
    call.result();
    assertThat(begun)
        .as("the numbers that the workers of %s checked before they were all held", how)
        .containsExactlyElementsOf(firstOfChunks);
    if (workers == 1) {
      assertThat(order)
          .as("the numbers that the only worker of %s checked, in its order", how)
          .isSorted();
    }
  }
}
