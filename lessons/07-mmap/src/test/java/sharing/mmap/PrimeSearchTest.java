package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import sharing.mmap.helpers.MissingJava;
import sharing.mmap.helpers.WatchedSearch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookNumber;
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

  /** What one test leaves behind must not disturb the next one. */
  @AfterEach
  void killAll() throws Exception {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    gate.close();
  }

  @Test
  @Order(1)
  @Rule("2 is the only even prime, and no number below 2 is one.")
  void numbers_without_odd_divisors_need_no_process() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1, TestWorker.class);
    for (long n : new long[] {-3, -2, -1, 0, 1, 2, 4, 100, Long.MIN_VALUE}) {
      assertThat(search.isPrime(n)).as("isPrime(%d)", n).isEqualTo(n == 2);
    }
  }

  @Test
  @Order(2)
  @Rule("When all workers have finished, the flag is the verdict, and the next search has another.")
  void the_verdict_is_what_the_flag_of_this_search_says() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    assertThat(search.isPrime(TestWorker.FINDS))
        .as("isPrime(9), when the worker raised the flag and finished")
        .withFailMessage(
            "\nExpected: isPrime returns false: a worker raised the flag.\n"
                + "Seen: it returned true.")
        .isFalse();
    assertThat(search.isPrime(TestWorker.FINDS_NOTHING))
        .as(
            "isPrime(10037) after isPrime(9): a worker raised the flag of the search before, and none"
                + " that of this one")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("Between them, the processes try every odd divisor up to the square root.")
  @EnumSource(names = {"SMALL_COMPOSITE", "LARGE_COMPOSITE_1", "LARGE_PRIME_1"})
  void the_numbers_of_the_notebook_have_the_right_verdict(NotebookNumber number) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, WorkerProcess.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(number.n()));
    assertThat(call.result())
        .as("isPrime(%d) with 2 processes, where %s", number.n(), number)
        .isEqualTo(number.isPrime());
  }

  @Test
  @Order(4)
  @Rule("As many processes as asked for search at once, each at its own part of the divisors.")
  void the_processes_run_side_by_side() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 4, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 4);
    assertThat(WatchedSearch.processes())
        .as("how many processes a search with 4 workers has started")
        .isEqualTo(4);
    gate.open();
    assertThat(call.result())
        .as("isPrime(10005) with 4 workers, when no worker raised the flag")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(5)
  @Rule("Two searches at the same time share nothing: each has a file of its own.")
  void two_searches_at_once_have_two_files() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    PrimeSearch another = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    List<WatchedSearch> calls = new ArrayList<>();
    for (PrimeSearch asked : List.of(search, another, search)) {
      calls.add(
          WatchedSearch.start(
              "search " + (calls.size() + 1), () -> asked.isPrime(TestWorker.WAITS)));
      calls.get(calls.size() - 1).awaitAtGate(gate, calls.size());
    }
    List<Path> files =
        TestWorker.takeArguments().stream().map(WorkerArguments::file).distinct().toList();
    assertThat(files.size())
        .as("how many files for flags three searches at once have: two of one object, and another")
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
            "what isPrime(10005) returned to three searches at once, when one of their three flags"
                + " was raised")
        .containsExactlyInAnyOrder(true, true, false);
  }

  @Test
  @Order(6)
  @Rule("When a search ends, its file and its processes are gone.")
  void nothing_is_left_of_a_search() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.FINDS));
    call.result();
    call.assertNothingLeft(folder, "after isPrime(9), which found a divisor");
  }

  @Test
  @Order(7)
  @Rule("A method rejects an argument that it cannot serve, and names it and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
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
  @Rule("The square root counts as a divisor; the number itself does not.")
  @ValueSource(longs = {7, 9, 25, 10_007L * 10_007L})
  void the_last_divisor_is_the_square_root(long n) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, WorkerProcess.class);
    assertThat(WatchedSearch.start(() -> search.isPrime(n)).result())
        .as("isPrime(%d) with 2 processes", n)
        .isEqualTo(n < 9);
  }

  @ParameterizedTest(name = "{0}, {1} workers, checkEvery {2}")
  @Order(9)
  @Rule("Each process gets a part of the divisors that no other one gets, and what you were given.")
  @CsvSource({
    "10019, 3, 17, 99",
    "11, 1, 1, 3",
    "9223372036854775783, 4, 2147483647, 3037000499",
  })
  void each_divisor_is_in_the_part_of_one_process(
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
          .as("the first divisor of the next part, by size, in the arguments" + when)
          .isEqualTo(next);
      next = range.last() + 2;
    }
    assertThat(next - 2)
        .as("the last divisor of the last part in the arguments" + when)
        .isGreaterThanOrEqualTo(lastDivisor);
  }

  /** A program whose first search waits at the gate. */
  static final class Searching {
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      new PrimeSearch(Path.of(arguments[0]), 1, 1000, TestWorker.class).isPrime(TestWorker.WAITS);
      parent.finish();
    }
  }

  @Test
  @Order(10)
  @Rule("Another program knows nothing of your counts: two names must differ in all processes.")
  void two_programs_may_search_in_one_folder() throws Exception {
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
          "Two programs had one folder. Each of them called isPrime(10005), its first search.",
          "both searches return.",
          e.getMessage(),
          e);
    }
  }

  @Test
  @Order(11)
  @Rule("Many searches begin within one millisecond: the time is no name.")
  void searches_that_begin_in_one_moment_have_different_files() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Boolean> one = () -> search.isPrime(TestWorker.FINDS_NOTHING);
    // Without a Java there is no process to wait for, and each search ends at once.
    List<Future<Boolean>> calls =
        MissingJava.fromStart(1, () -> threads.invokeAll(Collections.nCopies(100, one)));
    threads.shutdown();
    int sameName = 0;
    for (Future<Boolean> call : calls) {
      try {
        call.get();
      } catch (ExecutionException e) {
        sameName += e.getCause() instanceof FileAlreadyExistsException ? 1 : 0;
      }
    }
    assertThat(sameName)
        .as(
            "how many of 100 searches, 4 of them at a time, threw a FileAlreadyExistsException: the"
                + " file of another one had the same name")
        .isZero();
  }
}
