package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.mmap.helpers.MissingJava;
import sharing.mmap.helpers.WatchedSearch;
import sharing.testkit.Rule;
import sharing.testkit.processes.ProcessGate;

@Order(3)
@DisplayName("The search by several processes")
class SearchFailuresTest {
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
  @Rule("Without a file there is no flag, and without a flag no verdict.")
  void a_search_without_a_folder_is_an_error() {
    PrimeSearch search = new PrimeSearch(folder.resolve("missing"), 1, 1000, TestWorker.class);
    assertThatThrownBy(
            () -> search.isPrime(TestWorker.FINDS_NOTHING),
            "isPrime(10037), in a folder that does not exist")
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @Order(2)
  @Rule("A worker that died has not finished, so what it would have found is unknown.")
  @ValueSource(longs = {TestWorker.FIRST_DIES, TestWorker.LAST_DIES})
  void a_process_that_dies_is_no_verdict(long n) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(n));
    assertThatThrownBy(
            () ->
                call.resultAfter(
                    "One of two processes ended with exit code 1. The other one never ends."),
            "isPrime(%d) with 2 workers, one of whose processes ended with exit code 1",
            n)
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search in which a worker died");
    assertStillSearches(search, "a search in which a worker died");
  }

  @Test
  @Order(3)
  @Rule("A worker that finds no flag cannot report what it has found: that is no verdict.")
  void a_file_that_goes_before_a_worker_maps_it_is_no_verdict() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS_AND_WORKS));
    call.awaitAtGate(gate, 1);
    for (Path file : WatchedSearch.files(folder)) {
      Files.delete(file);
    }
    gate.open();
    // The worker has died, and the search cannot delete the file: it may report either.
    assertThatThrownBy(
            () -> call.resultAfter("The flag's file was deleted before a worker had mapped it."),
            "isPrime(1000000000039), whose file was deleted before its worker had mapped it")
        .isInstanceOfAny(IllegalStateException.class, IOException.class);
    call.assertNothingLeft(folder, "after a search whose file was deleted");
  }

  @Test
  @Order(4)
  @Rule("A search that is interrupted stops, and stops its processes.")
  void an_interrupt_ends_the_search_and_its_processes() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 1);
    call.interrupt();
    assertThatThrownBy(
            () -> call.resultAfter("The caller was interrupted while the processes worked."),
            "isPrime(10005), interrupted while its process works")
        .isInstanceOf(InterruptedException.class);
    call.assertNothingLeft(folder, "after a search that was interrupted");
    assertStillSearches(search, "a search that was interrupted");
  }

  @Test
  @Order(5)
  @Rule("A thread may be interrupted before it begins to wait. Then, too, a search leaves nothing.")
  void a_thread_that_is_interrupted_before_leaves_nothing() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call =
        WatchedSearch.start(
            () -> {
              Thread.currentThread().interrupt();
              return search.isPrime(TestWorker.WAITS);
            });
    assertThatThrownBy(
            () -> call.resultAfter("The thread was interrupted before it called isPrime."),
            "isPrime(10005), called by a thread that was interrupted before")
        .isInstanceOfAny(InterruptedException.class, IOException.class);
    call.assertNothingLeft(folder, "after a call by a thread that was interrupted before");
  }

  @Test
  @Order(6)
  @Rule("A second interrupt may come while you clean up after the first one.")
  void more_interrupts_do_not_end_the_clean_up() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 1);
    call.interruptUntilItEnds();
    assertThatThrownBy(
            () -> call.resultAfter("The caller was interrupted again and again."),
            "isPrime(10005), interrupted again and again while its process works")
        .isInstanceOf(InterruptedException.class);
    call.assertNothingLeft(folder, "after a search that was interrupted again and again");
  }

  @ParameterizedTest(name = "start {0} of 2 fails")
  @Order(7)
  @Rule("If one process cannot be started, some divisors are never tried: that is no verdict.")
  @ValueSource(ints = {1, 2})
  void a_process_that_cannot_be_started_is_an_error(int start) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    String when = "start " + start + " of 2 processes failed";
    WatchedSearch call =
        WatchedSearch.start(
            () -> MissingJava.fromStart(start, () -> search.isPrime(TestWorker.FINDS_NOTHING)));
    assertThatThrownBy(() -> call.resultAfter(when + "."), "isPrime(10037): %s", when)
        .isInstanceOf(IOException.class);
    call.assertNothingLeft(folder, "after a search in which " + when);
    assertStillSearches(search, "a search in which " + when);
  }

  @Test
  @Order(8)
  @Rule("A divisor that was found does not excuse a worker that died: report what went wrong.")
  void a_process_that_dies_after_another_has_found_a_divisor_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedSearch call =
        WatchedSearch.start(() -> search.isPrime(TestWorker.ONE_FINDS_AND_LAST_DIES));
    assertThatThrownBy(
            call::result,
            "isPrime(10011): one process raised the flag and finished, and then the other one"
                + " ended with exit code 1")
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search in which a worker died");
  }

  @Test
  @Order(9)
  @Rule("A value that is neither 0 nor 1 is no verdict.")
  void a_flag_that_is_neither_lowered_nor_raised_is_no_verdict() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.SPOILS));
    assertThatThrownBy(
            call::result, "isPrime(10013), whose flag holds the bytes 0 0 0 2 in the end")
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search whose flag held the bytes 0 0 0 2");
  }

  @Test
  @Order(10)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
  @Rule("A file that stays although it should be deleted is an error: somebody must know of it.")
  void a_file_that_cannot_be_deleted_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 1);
    for (WorkerArguments arguments : TestWorker.takeArguments()) {
      Files.delete(arguments.file());
      Files.createFile(Files.createDirectory(arguments.file()).resolve("a file"));
    }
    gate.open();
    assertThatThrownBy(
            call::result,
            "isPrime(10005), when a folder that is not empty has the name of the flag's file")
        .isInstanceOf(IOException.class);
  }

  /** What a search has left in its object must not change the next one. */
  private static void assertStillSearches(PrimeSearch search, String after) throws Exception {
    assertThat(WatchedSearch.start(() -> search.isPrime(TestWorker.FINDS_NOTHING)).result())
        .as("isPrime(10037) of the same object, after " + after)
        .withFailMessage(
            "\nExpected: isPrime(10037) returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }
}
