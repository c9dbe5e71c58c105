package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.flags.helpers.RejectedArgument;
import sharing.flags.helpers.WatchingFlags;
import sharing.flags.helpers.WatchingFlags.HoldingFlag;
import sharing.flags.helpers.WatchingFlags.MeetingFlag;
import sharing.flags.helpers.WatchingFlags.WorkersFlag;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.interleaver.FreshClasses;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several threads")
class PrimeSearchTest {

  /** A prime whose square root is 1,000,000. */
  private static final long PRIME = 1_000_000_000_039L;

  private static final List<Long> NUMBERS =
      List.of(
          -3L,
          -2L,
          -1L,
          0L,
          1L,
          2L,
          3L,
          4L,
          5L,
          6L,
          7L,
          8L,
          11L,
          13L,
          16L,
          23L,
          97L,
          Long.MIN_VALUE,
          Long.MAX_VALUE - 1);

  @ParameterizedTest(name = "workers = {0}")
  @Order(1)
  @Rule("A prime is 2, or an odd number above 2 of which no worker finds a divisor.")
  @ValueSource(ints = {1, 2, 3, 8})
  void the_verdict_is_right_when_no_worker_finds_a_divisor(int workers) throws Exception {
    for (long n : NUMBERS) {
      assertThat(new PrimeSearch(workers, 1000).isPrime(n))
          .as("isPrime(%d), workers = %d", n, workers)
          .isEqualTo(MillerRabin.isPrime(n));
    }
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(2)
  @Rule("Before a search waits for any worker, it starts all workers that its caller asked for.")
  @ValueSource(ints = {2, 5, 150})
  void the_workers_run_side_by_side(int workers) throws Exception {
    MeetingFlag flag = new MeetingFlag(workers);
    PrimeSearch search = new PrimeSearch(workers, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    String expected = workers + " workers search at the same time.";
    boolean prime;
    try {
      prime = call.result();
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          "Each worker was held at its first check of the flag until "
              + workers
              + " workers had checked it.\n"
              + hang.failure().how(),
          expected,
          "only " + flag.met() + " of them checked the flag.");
    }
    assertThat(prime)
        .as("isPrime(%d)", PRIME)
        .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", PRIME)
        .isTrue();
    if (flag.met() > workers) {
      throw new CheckFailedError(
          "The test counted the threads that checked the flag in isPrime(" + PRIME + ").",
          expected,
          flag.met() + " threads checked the flag.");
    }
  }

  @ParameterizedTest(name = "worker {0} of 3 is held")
  @Order(3)
  @Rule("A verdict is final only when every worker has ended (Thread.join).")
  @ValueSource(ints = {1, 2, 3})
  void the_verdict_waits_for_every_worker(int worker) throws Exception {
    // The third worker finds the divisor, 999979, near the end of its range.
    long composite = 999_979L * 999_983L;
    HoldingFlag flag = new HoldingFlag(3, worker);
    PrimeSearch search = new PrimeSearch(3, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(composite));
    try {
      WatchingFlags.awaitLook(flag.held, call);
      assertThat(call.returnsWhileHeld())
          .as(
              "isPrime(%d) with 3 workers returned while worker %d was held at its first check"
                  + " of the flag",
              composite, worker)
          .withFailMessage(
              "\nExpected: isPrime(%d) waits for worker %d.\n"
                  + "Seen: it returned while that worker was held.",
              composite, worker)
          .isFalse();
    } finally {
      flag.release.countDown();
    }
    assertThat(call.result())
        .as("isPrime(%d) with 3 workers, after worker %d was released", composite, worker)
        .withFailMessage(
            "\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", composite)
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("All workers of a search share one flag: the one that newFlag made for this search.")
  void all_workers_of_a_search_check_the_same_flag() throws Exception {
    Queue<WorkersFlag> made = new ConcurrentLinkedQueue<>();
    PrimeSearch search =
        new PrimeSearch(
            4,
            700,
            () -> {
              WorkersFlag flag = new WorkersFlag();
              made.add(flag);
              return flag;
            });
    assertThat(search.isPrime(PRIME))
        .as("isPrime(%d)", PRIME)
        .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", PRIME)
        .isTrue();
    assertThat(made.size())
        .as("how many flags one search with 4 workers took from newFlag")
        .isEqualTo(1);
    // Each worker has a quarter of the 499,999 candidate divisors and checks 178 times, and once
    // more if it also checks at the end.
    assertThat(made.element().looksOfWorkers())
        .as(
            "how often 4 workers checked the flag, when checkEvery is 700; together, they tried"
                + " 499,999 candidate divisors")
        .isBetween(712, 716);
  }

  @ParameterizedTest(name = "workers = {0}")
  @Order(5)
  @Rule("The verdict is the same, however many workers search.")
  @ValueSource(ints = {1, 2, 3, 8})
  void small_numbers_have_the_right_verdict(int workers) throws Exception {
    for (long n = -3; n < 100; n++) {
      assertThat(new PrimeSearch(workers, 1000).isPrime(n))
          .as("isPrime(%d), workers = %d", n, workers)
          .isEqualTo(MillerRabin.isPrime(n));
    }
  }

  @ParameterizedTest(name = "n = {0}, workers = {1}")
  @Order(6)
  @Rule("Together, the workers try every odd number from 3 up to the square root.")
  @CsvSource({
    "667, 2",
    "841, 2",
    "1357, 3",
    "529, 4",
    "1537, 5",
    "529, 6",
    "1457, 7",
    "841, 8",
    "529, 16",
    "9, 49",
    "9223372036854775807, 2"
  })
  void a_composite_is_found_by_any_number_of_workers(long n, int workers) throws Exception {
    assertThat(new PrimeSearch(workers, 1000).isPrime(n))
        .as("isPrime(%d), workers = %d", n, workers)
        .withFailMessage("\nExpected: isPrime(%d) returns false.\nSeen: it returned true.", n)
        .isFalse();
  }

  @Test
  @Order(7)
  @Rule("Each search starts with a new, lowered flag.")
  void a_search_does_not_depend_on_the_search_before() throws Exception {
    PrimeSearch search = new PrimeSearch(2, 1);
    long[] numbers = {667, 673, 667, 841, 677, PRIME, 3 * PRIME, PRIME};
    for (int i = 0; i < numbers.length; i++) {
      assertThat(search.isPrime(numbers[i]))
          .as("isPrime(%d), call number %d on one PrimeSearch", numbers[i], i + 1)
          .isEqualTo(MillerRabin.isPrime(numbers[i]));
    }
  }

  @ParameterizedTest(name = "n = {0}")
  @Order(8)
  @Rule("A search that has ended leaves no thread behind.")
  @ValueSource(longs = {9, 667, PRIME, 3 * PRIME})
  void no_worker_is_left_when_the_search_ends(long n) throws Exception {
    WatchedCall<Boolean> call = WatchedCall.start(FreshClasses.of(FirstSearch.class, n));
    assertThat(call.result()).as("isPrime(%d)", n).isEqualTo(MillerRabin.isPrime(n));
    call.assertNoThreadLeft();
  }

  /** A search that no other search has come before: what all searches share, it makes itself. */
  static class FirstSearch implements Callable<Boolean> {
    private final long n;

    FirstSearch(Long n) {
      this.n = n;
    }

    @Override
    public Boolean call() throws InterruptedException {
      return new PrimeSearch(4, 1000).isPrime(n);
    }
  }

  @Test
  @Order(9)
  @Rule("A constructor rejects an invalid argument, and names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int wrong : List.of(0, -1)) {
      RejectedArgument.assertNamed(
          () -> new PrimeSearch(wrong, 1000),
          String.format("new PrimeSearch(%d, 1000)", wrong),
          "workers",
          wrong);
      RejectedArgument.assertNamed(
          () -> new PrimeSearch(2, wrong),
          String.format("new PrimeSearch(2, %d)", wrong),
          "checkEvery",
          wrong);
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(2, 1000, null)")
        .isThrownBy(() -> new PrimeSearch(2, 1000, null))
        .withMessageContaining("newFlag");
  }

  @ParameterizedTest(name = "{0}")
  @Order(10)
  @ProcessorTime(seconds = 60)
  @Rule("A number is prime if no worker finds a divisor, and composite if one does.")
  @EnumSource(NotebookNumber.class)
  void the_numbers_of_the_notebook_have_the_right_verdict(NotebookNumber number) throws Exception {
    assertThat(new PrimeSearch(2, 1000).isPrime(number.n()))
        .as("isPrime(%d) with 2 workers (%s)", number.n(), number)
        .isEqualTo(number.isPrime());
  }
}
