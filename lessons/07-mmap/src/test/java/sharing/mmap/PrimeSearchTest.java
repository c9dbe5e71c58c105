package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.ChildJvms;
import sharing.common.DivisorRange;
import sharing.common.ParentJvm;
import sharing.mmap.helpers.HeldStart;
import sharing.mmap.helpers.WatchedSearch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.interleaver.StoppedClock;
import sharing.testkit.processes.ProcessGate;

@Order(3)
@DisplayName("The search by several processes")
class PrimeSearchTest {
  @TempDir Path folder;
  private ProcessGate gate;

  @BeforeEach
  void closeGate() throws Exception {
    gate = new ProcessGate(TestWorker.GATE);
    TestWorker.takeArguments();
  }

  /** What one test leaves behind must not disturb the next test. */
  @AfterEach
  void killAll() throws Exception {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    gate.close();
  }

  @Test
  @Order(1)
  @Rule("2 is the only even prime, and no number below 2 is prime.")
  void numbers_below_2_and_even_numbers_need_no_process() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1, TestWorker.class);
    for (long n : new long[] {-3, -2, -1, 0, 1, 2, 4, 100, Long.MIN_VALUE}) {
      assertThat(search.isPrime(n)).as("isPrime(%d)", n).isEqualTo(n == 2);
    }
  }

  @Test
  @Order(2)
  @Rule(
      "When all workers have finished, the flag is the verdict; the next search has its own flag.")
  void each_search_takes_its_verdict_from_its_own_flag() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    assertThat(search.isPrime(TestWorker.FINDS))
        .as("isPrime(9), when its worker raised the flag and finished")
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    assertThat(search.isPrime(TestWorker.FINDS_NOTHING))
        .as(
            "isPrime(10037) after isPrime(9): a worker raised the flag of the earlier search, and"
                + " no worker raised the flag of this one")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("Together, the processes are given every odd number from 3 to the square root.")
  @EnumSource(names = {"SMALL_COMPOSITE", "LARGE_COMPOSITE_1", "LARGE_PRIME_1"})
  void the_numbers_of_the_notebook_have_the_right_verdict(NotebookNumber number) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, WorkerProcess.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(number.n()));
    assertThat(call.result())
        .as("isPrime(%d) with 2 processes (%s)", number.n(), number)
        .isEqualTo(number.isPrime());
  }

  @Test
  @Order(4)
  @Rule("All processes search at the same time, each in its own part of the divisors.")
  void the_processes_run_side_by_side() throws Exception {
    // More than there are processors, up to a number that a test can afford.
    int workers = Math.max(4, Math.min(9, 2 * Runtime.getRuntime().availableProcessors() + 1));
    PrimeSearch search = new PrimeSearch(folder, workers, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, workers);
    assertThat(WatchedSearch.processes())
        .as("how many processes a search with %d workers has started", workers)
        .isEqualTo(workers);
    gate.open();
    assertThat(call.result())
        .as("isPrime(10005) with %d workers, when no worker raised the flag", workers)
        .withFailMessage(
            "\nExpected: isPrime returns true: the flag decides, and no worker raised it.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  /**
   * Searches that wait at the gate; the first and the third call use the same object. This class is
   * loaded again, so its arguments must be objects of classes of the JDK.
   */
  static final class SearchThatWaits implements Callable<Boolean> {
    private final List<PrimeSearch> searches;
    private final AtomicInteger calls = new AtomicInteger();

    SearchThatWaits(Path folder) {
      searches =
          List.of(
              new PrimeSearch(folder, 1, 1000, TestWorker.class),
              new PrimeSearch(folder, 1, 1000, TestWorker.class));
    }

    @Override
    public Boolean call() throws Exception {
      return searches.get(calls.getAndIncrement() % 2).isPrime(TestWorker.WAITS);
    }
  }

  @Test
  @Order(5)
  @Rule(
      "Two searches share no file, although they may start in the same millisecond: each has its"
          + " own.")
  void searches_at_the_same_time_have_different_files() throws Exception {
    Callable<Boolean> search = StoppedClock.of(SearchThatWaits.class, folder);
    List<WatchedSearch> calls = new ArrayList<>();
    try (HeldStart start =
        new HeldStart()) { // No search waits for another, not even for its start.
      calls.add(WatchedSearch.start("search 1", search));
      calls.get(0).awaitStart(start, gate);
      int held = start.isHolding() ? 1 : 0;
      for (int i = 2; i <= 3; i++) {
        calls.add(WatchedSearch.start("search " + i, search));
        calls.get(i - 1).awaitAtGate(gate, i - held);
      }
    }
    calls.get(0).awaitAtGate(gate, 3);
    List<Path> files =
        TestWorker.takeArguments().stream().map(WorkerArguments::file).distinct().toList();
    assertThat(files.size())
        .as(
            "how many flag files there are while three searches run, two of the searches on the"
                + " same object")
        .isEqualTo(3);
    try (RandomAccessFile flag = new RandomAccessFile(files.get(0).toFile(), "rw")) {
      flag.writeInt(1);
    }
    gate.open();
    List<Boolean> verdicts = new ArrayList<>();
    for (WatchedSearch call : calls) {
      verdicts.add(call.result());
    }
    assertThat(verdicts)
        .as(
            "what isPrime(10005) returned in three searches at the same time, when one of the three"
                + " flags was raised")
        .containsExactlyInAnyOrder(true, true, false);
  }

  @Test
  @Order(6)
  @Rule("When a search ends, its file and its processes are gone.")
  void a_search_leaves_no_file_and_no_process() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.FINDS));
    call.result();
    call.assertNothingLeft(folder, "after isPrime(9), which found a divisor");
  }

  @Test
  @Order(7)
  @Rule(
      "A method rejects an argument that it cannot use; its message names the argument and its"
          + " value.")
  void invalid_arguments_are_rejected() {
    for (int bad : new int[] {0, -1}) {
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(folder, %d, 1000, main)", bad)
          .isThrownBy(() -> new PrimeSearch(folder, bad, 1000, TestWorker.class))
          .withMessageContainingAll("workers", Integer.toString(bad));
      assertThatIllegalArgumentException()
          .as("new PrimeSearch(folder, 2, %d, main)", bad)
          .isThrownBy(() -> new PrimeSearch(folder, 2, bad, TestWorker.class))
          .withMessageContainingAll("checkEvery", Integer.toString(bad));
    }
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(null, 2, 1000, main)")
        .isThrownBy(() -> new PrimeSearch(null, 2, 1000, TestWorker.class))
        .withMessageContaining("folder");
    assertThatIllegalArgumentException()
        .as("new PrimeSearch(folder, 2, 1000, null)")
        .isThrownBy(() -> new PrimeSearch(folder, 2, 1000, null))
        .withMessageContaining("main");
  }

  @ParameterizedTest(name = "{0}")
  @Order(8)
  @Rule("The processes try the square root, too, but not the number itself.")
  @ValueSource(longs = {3, 9, 25, 10_007L * 10_007L})
  void the_last_divisor_is_the_square_root(long n) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, WorkerProcess.class);
    assertThat(WatchedSearch.start(() -> search.isPrime(n)).result())
        .as("isPrime(%d) with 2 processes", n)
        .isEqualTo(n < 9);
  }

  @ParameterizedTest(name = "{0}, {1} workers, checkEvery {2}")
  @Order(9)
  @Rule(
      "Each process gets its own part of the divisors, without the number itself, and the n and"
          + " checkEvery of the search.")
  @CsvSource({
    "11, 5, 17, 3",
    "9223372036854775783, 4, 2147483647, 3037000499",
  })
  void each_divisor_belongs_to_exactly_one_process(
      long n, int workers, int checkEvery, long lastDivisor) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, workers, checkEvery, TestWorker.class);
    WatchedSearch.start(() -> search.isPrime(n)).result();
    List<WorkerArguments> all = TestWorker.takeArguments();
    String when = " of the processes of isPrime(" + n + ") with " + workers + " workers";
    assertThat(all.stream().map(WorkerArguments::n).distinct())
        .as("the n in the arguments" + when)
        .containsExactly(n);
    assertThat(all.stream().map(WorkerArguments::checkEvery).distinct())
        .as("the checkEvery in the arguments" + when)
        .containsExactly(checkEvery);
    List<DivisorRange> ranges =
        all.stream()
            .map(WorkerArguments::range)
            .filter(range -> range.size() > 0)
            .sorted(Comparator.comparingLong(DivisorRange::first))
            .toList();
    long next = 3;
    for (DivisorRange range : ranges) {
      assertThat(range.first())
          .as(
              "the first divisor of the next part (the parts are in ascending order) in the"
                  + " arguments"
                  + when)
          .isEqualTo(next);
      next = range.last() + 2;
    }
    assertThat(next - 2)
        .as("the last divisor of the last part in the arguments" + when)
        .isBetween(lastDivisor, n - 2); // A prime divides itself.
  }

  /** A program whose first search waits at a gate. */
  static final class Searching {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      new PrimeSearch(Path.of(arguments[0]), 1, 1000, TestWorker.class).isPrime(TestWorker.WAITS);
      parent.finish();
    }
  }

  @Test
  @Order(10)
  @Rule("Two programs may both count from 1: a name must be unique among all processes.")
  void two_programs_can_search_in_the_same_folder() throws Exception {
    WatchedSearch call =
        WatchedSearch.start(
            () -> {
              try (ChildJvms programs = new ChildJvms()) {
                programs.start(Searching.class, folder.toString());
                programs.start(Searching.class, folder.toString());
                programs.await();
                return true;
              }
            });
    try {
      call.awaitAtGate(gate, 2);
      gate.open();
      call.result();
    } catch (IllegalStateException e) {
      throw new CheckFailedError(
          "Two programs had the same folder. The first search of each was isPrime(10005).",
          "both searches return a verdict.",
          e.getMessage(),
          e);
    }
  }
}
