package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.threads.WatchedCall;

@Order(3)
@DisplayName("The search by several processes")
class PrimeSearchTest {
  private static final long BOUND_NANOS = 5_000_000_000L;

  @TempDir Path folder;
  private ProcessGate gate;

  @BeforeEach
  void closeGate() throws Exception {
    gate = new ProcessGate(TestWorker.GATE);
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
            "isPrime(11) after isPrime(9): a worker raised the flag of the search before, and none"
                + " that of this one")
        .withFailMessage(
            "\nExpected: isPrime returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("Between them, the processes try every odd divisor up to the square root.")
  @EnumSource
  void the_numbers_of_the_notebook_have_the_right_verdict(NotebookNumber number) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, WorkerProcess.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(number.n()));
    assertThat(call.result())
        .as("isPrime(%d) with 2 processes, where %s", number.n(), number)
        .isEqualTo(number.isPrime());
  }

  @Test
  @Order(4)
  @Rule("As many processes as asked for search at once, each at its own part of the divisors.")
  void the_processes_run_side_by_side() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.WAITS));
    atGate(call, 2);
    assertThat(ProcessHandle.current().children().count())
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
  @Rule("Two searches at the same time share nothing: each has a file of its own.")
  void two_searches_at_once_have_two_files() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    PrimeSearch another = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> first = WatchedCall.start("first", () -> search.isPrime(TestWorker.WAITS));
    atGate(first, 1);
    WatchedCall<Boolean> second =
        WatchedCall.start("second", () -> another.isPrime(TestWorker.WAITS));
    atGate(second, 2);
    List<Path> files = files();
    assertThat(files.size())
        .as("how many files two searches have in their folder, while they search")
        .isEqualTo(2);
    try (RandomAccessFile flag = new RandomAccessFile(files.get(0).toFile(), "rw")) {
      flag.writeInt(1);
    }
    gate.open();
    assertThat(List.of(first.result(), second.result()))
        .as(
            "what isPrime(15) returned to two searches at once, when one of their two flags was"
                + " raised")
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  @Order(6)
  @Rule("When a search ends, its file and its processes are gone.")
  void nothing_is_left_of_a_search() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    search.isPrime(TestWorker.FINDS);
    assertNothingLeft("after isPrime(9), which found a divisor");
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

  @Test
  @Order(8)
  @Rule("Without a file there is no flag, and without a flag no verdict.")
  void a_search_without_a_folder_is_an_error() {
    PrimeSearch search = new PrimeSearch(folder.resolve("missing"), 1, 1000, TestWorker.class);
    assertThatThrownBy(
            () -> search.isPrime(TestWorker.FINDS_NOTHING),
            "isPrime(11), in a folder that does not exist")
        .isInstanceOf(IOException.class);
  }

  @Test
  @Order(9)
  @Rule("A worker that died has not finished, so what it would have found is unknown.")
  void a_process_that_dies_is_no_verdict() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.ONE_DIES));
    assertThatThrownBy(
            () -> resultOf(call, "One of two processes ended with exit code 1."),
            "isPrime(10007) with 2 workers, one of whose processes ended with exit code 1")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("exit code 1", "no divisor and no hope");
    assertNothingLeft("after a search in which a worker died");
  }

  @Test
  @Order(10)
  @Rule("A worker that finds no flag cannot report what it has found: that is no verdict.")
  void a_file_that_goes_before_a_worker_maps_it_is_no_verdict() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.WAITS_AND_WORKS));
    atGate(call, 1);
    for (Path file : files()) {
      Files.delete(file);
    }
    gate.open();
    assertThatThrownBy(
            () -> resultOf(call, "The flag's file was deleted before a worker had mapped it."),
            "isPrime(1000000000039), whose file was deleted before its worker had mapped it")
        .isInstanceOf(IllegalStateException.class);
    assertNothingLeft("after a search whose file was deleted");
  }

  @Test
  @Order(11)
  @Rule("A search that is interrupted stops, and stops its processes.")
  void an_interrupt_ends_the_search_and_its_processes() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(TestWorker.WAITS));
    atGate(call, 1);
    call.interruptCaller();
    assertThatThrownBy(
            () -> resultOf(call, "The caller was interrupted while the processes worked."),
            "isPrime(15), interrupted while its process works")
        .isInstanceOf(InterruptedException.class);
    assertNothingLeft("after a search that was interrupted");
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

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void assertNothingLeft(String when) throws Exception {
    assertThat(files().size()).as("how many files of the search are left " + when).isZero();
    long end = System.nanoTime() + BOUND_NANOS;
    while (ProcessHandle.current().children().count() > 0 && System.nanoTime() < end) {
      Thread.sleep(2); // Between two looks at the processes.
    }
    assertThat(ProcessHandle.current().children().count())
        .as("how many processes of the search still run " + when)
        .isZero();
  }
}
