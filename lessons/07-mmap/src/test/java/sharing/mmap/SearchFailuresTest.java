package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import sharing.mmap.helpers.WatchedSearch;
import sharing.testkit.Rule;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.processes.WithoutJava;

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

  /** What one test leaves behind must not disturb the next test. */
  @AfterEach
  void killAll() throws Exception {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    gate.close();
  }

  @Test
  @Order(1)
  @Rule("Without a file there is no flag, and without a flag there is no verdict.")
  void a_missing_folder_is_an_error() {
    PrimeSearch search = new PrimeSearch(folder.resolve("missing"), 1, 1000, TestWorker.class);
    assertThatThrownBy(
            () -> search.isPrime(TestWorker.FINDS_NOTHING),
            "isPrime(10037), in a folder that does not exist")
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @Order(2)
  @Rule("A worker that died has not finished: without its part there is no verdict.")
  @ValueSource(longs = {TestWorker.FIRST_DIES, TestWorker.LAST_DIES})
  void a_process_that_dies_is_an_error(long n) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(n));
    assertThatThrownBy(
            () ->
                call.resultAfter(
                    "One of two processes ended with exit code 1. The other process never ends."),
            "isPrime(%d) with 2 workers, when one process ended with exit code 1",
            n)
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search in which a worker died");
  }

  @Test
  @Order(3)
  @Rule("A worker that cannot map the flag cannot report a divisor, so there is no verdict.")
  void a_file_deleted_before_a_worker_maps_it_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS_AND_WORKS));
    call.awaitAtGate(gate, 1);
    for (Path file : WatchedSearch.files(folder)) {
      Files.delete(file);
    }
    gate.open();
    // The worker has died, and the file is already gone: the search may report either.
    assertThatThrownBy(
            () -> call.resultAfter("The flag's file was deleted before the worker had mapped it."),
            "isPrime(1000000000039), when the flag's file was deleted before the worker mapped it")
        .isInstanceOfAny(IllegalStateException.class, IOException.class);
    call.assertNothingLeft(folder, "after a search whose file was deleted");
  }

  @ParameterizedTest(name = "the flag is {0}")
  @Order(4)
  @Rule("An interrupted search stops, and stops its processes, whatever the flag says.")
  @ValueSource(strings = {"lowered", "raised"})
  void an_interrupt_ends_the_search_and_its_processes(String flag) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 1);
    if (flag.equals("raised")) {
      Path file = TestWorker.takeArguments().get(0).file();
      Files.write(file, new byte[] {0, 0, 0, 1}, StandardOpenOption.WRITE);
    }
    call.interrupt();
    assertThatThrownBy(
            () -> call.resultAfter("The caller was interrupted while the process worked."),
            "isPrime(10005), when the caller is interrupted while the process works and the flag is"
                + " %s",
            flag)
        .isInstanceOf(InterruptedException.class);
    call.assertNothingLeft(folder, "after a search that was interrupted");
    assertStillSearches(search, "a search that was interrupted");
  }

  @Test
  @Order(5)
  @Rule("Even if its thread was interrupted before, a search must leave nothing behind.")
  void a_thread_interrupted_before_the_search_leaves_nothing() throws Exception {
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
  void repeated_interrupts_do_not_stop_the_cleanup() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.WAITS));
    call.awaitAtGate(gate, 1);
    call.interruptUntilItEnds();
    assertThatThrownBy(
            () -> call.resultAfter("The caller was interrupted many times."),
            "isPrime(10005), when the caller is interrupted many times while the process works")
        .isInstanceOf(InterruptedException.class);
    call.assertNothingLeft(folder, "after a search that was interrupted many times");
  }

  @ParameterizedTest(name = "process {0} of 2 cannot be started")
  @Order(7)
  @Rule("If a process cannot be started, its divisors are never tried: there is no verdict.")
  @ValueSource(ints = {1, 2})
  void a_process_that_cannot_be_started_is_an_error(int start) throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    String when = "process " + start + " of 2 could not be started";
    WatchedSearch call =
        WatchedSearch.start(
            () -> {
              WithoutJava.fromStart(start, () -> search.isPrime(TestWorker.FINDS_NOTHING));
              return true;
            });
    Throwable thrown = catchThrowable(() -> call.resultAfter("In this search, " + when + "."));
    if (thrown == null && TestWorker.takeArguments().size() == 2) {
      return; // This code finds Java without the system property: both processes were started.
    }
    assertThatThrownBy(() -> rethrow(thrown), "isPrime(10037), when %s", when)
        .isInstanceOf(IOException.class);
    call.assertNothingLeft(folder, "after a search in which " + when);
    assertStillSearches(search, "a search in which " + when);
  }

  @Test
  @Order(8)
  @Rule("A worker that died is an error, even if another worker has found a divisor.")
  void a_process_that_dies_after_a_divisor_is_found_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 2, 1000, TestWorker.class);
    WatchedSearch call =
        WatchedSearch.start(() -> search.isPrime(TestWorker.ONE_FINDS_AND_LAST_DIES));
    assertThatThrownBy(
            call::result,
            "isPrime(10011), when one process raised the flag and finished, and then the other"
                + " process ended with exit code 1")
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search in which a worker died");
  }

  @Test
  @Order(9)
  @Rule("A flag value other than 0 and 1 is an error, not a verdict.")
  void an_invalid_flag_value_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call = WatchedSearch.start(() -> search.isPrime(TestWorker.SPOILS));
    assertThatThrownBy(
            call::result, "isPrime(10013), when the flag holds the bytes -1 0 0 1 at the end")
        .isInstanceOf(IllegalStateException.class);
    call.assertNothingLeft(folder, "after a search whose flag held the bytes -1 0 0 1");
  }

  @Test
  @Order(10)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
  @Rule("A file that cannot be deleted is an error, and must be reported.")
  void a_file_that_cannot_be_deleted_is_an_error() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch call =
        WatchedSearch.start(
            () -> {
              assertThatThrownBy(
                      () -> search.isPrime(TestWorker.WAITS),
                      "isPrime(10005), when a non-empty folder now has the name of the flag's file")
                  .isInstanceOf(IOException.class);
              return search.isPrime(TestWorker.FINDS_NOTHING);
            });
    call.awaitAtGate(gate, 1);
    for (WorkerArguments arguments : TestWorker.takeArguments()) {
      Files.delete(arguments.file());
      Files.createFile(Files.createDirectory(arguments.file()).resolve("a file"));
    }
    gate.open();
    assertThat(call.result())
        .as("isPrime(10037) in the same thread, after a search whose file could not be deleted")
        .withFailMessage(
            "\nExpected: isPrime(10037) returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }

  @Test
  @Order(11)
  @Rule("A search ends its own processes, and deletes its own file: others are still searching.")
  void a_search_that_fails_does_not_disturb_the_others() throws Exception {
    PrimeSearch search = new PrimeSearch(folder, 1, 1000, TestWorker.class);
    WatchedSearch works =
        WatchedSearch.start("works", () -> search.isPrime(TestWorker.WAITS_AND_WORKS));
    works.awaitAtGate(gate, 1);
    WatchedSearch waits = WatchedSearch.start("waits", () -> search.isPrime(TestWorker.WAITS));
    waits.awaitAtGate(gate, 2);
    WatchedSearch dies = WatchedSearch.start("dies", () -> search.isPrime(TestWorker.FIRST_DIES));
    assertThatThrownBy(dies::result, "isPrime(10007), when its process ended with exit code 1")
        .isInstanceOf(IllegalStateException.class);
    waits.interrupt();
    assertThatThrownBy(
            waits::result,
            "isPrime(10005), interrupted after another search of the same object had failed")
        .isInstanceOf(InterruptedException.class);
    assertStillSearches(search, "a search in which a worker died and one that was interrupted");
    gate.open();
    String how =
        "While this search was running, three others of the same object ended: in the first, the"
            + " worker died; the second was interrupted; and the third returned a verdict.";
    assertThat(works.resultAfter(how))
        .as("isPrime(1000000000039), when other searches of the same object ended before")
        .withFailMessage(
            "\nExpected: isPrime returns true: the number is prime.\nSeen: it returned false.")
        .isTrue();
  }

  private static void rethrow(Throwable thrown) throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
  }

  /** An earlier search of the same object must not change the next search. */
  private static void assertStillSearches(PrimeSearch search, String after) throws Exception {
    assertThat(WatchedSearch.start(() -> search.isPrime(TestWorker.FINDS_NOTHING)).result())
        .as("isPrime(10037) on the same object, after " + after)
        .withFailMessage(
            "\nExpected: isPrime(10037) returns true: no worker of this search raised the flag.\n"
                + "Seen: it returned false.")
        .isTrue();
  }
}
