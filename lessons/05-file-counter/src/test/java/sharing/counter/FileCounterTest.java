package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.InPlaceStore;
import sharing.counter.helpers.MemoryStore;
import sharing.counter.helpers.SideBySide;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(2)
@DisplayName("A counter for several threads")
class FileCounterTest {

  /** Two threads, one counter. */
  static class TwoIncrements implements Interleaver.Scenario {
    private final MemoryStore store = new MemoryStore(0);
    private final FileCounter counter1 = new FileCounter(store);
    private long returned1;
    private long returned2;

    FileCounter counter2() {
      return counter1;
    }

    MemoryStore store() {
      return store;
    }

    @Override
    public void worker1() throws IOException {
      returned1 = counter1.increment();
    }

    @Override
    public void worker2() throws IOException {
      returned2 = counter2().increment();
    }

    @Override
    public void check() {
      assertThat(store.value.get())
          .as("the number in a store that held 0, after two increments")
          .isEqualTo(2);
      assertThat(Stream.of(returned1, returned2).sorted())
          .as("the results of two increments, when the store held 0")
          .containsExactly(1L, 2L);
    }
  }

  /** Two threads with one store, each with its own counter. */
  static class TwoCounters extends TwoIncrements {
    private final FileCounter counter2 = new FileCounter(store());

    @Override
    FileCounter counter2() {
      return counter2;
    }
  }

  /** Two threads with one store, each of which makes its own counter. */
  static class TwoMakers implements Interleaver.Scenario {
    private final MemoryStore store = new MemoryStore(0);

    @Override
    public void worker1() throws IOException {
      new FileCounter(store).increment();
    }

    @Override
    public void check() {
      assertThat(store.value.get())
          .as("the number in a store that held 0, after 2 threads each made a counter and added 1")
          .isEqualTo(2);
    }
  }

  @Test
  @Order(1)
  @Rule("An increment reads the stored number, adds one, and writes the new number.")
  void it_continues_from_the_number_in_the_store() throws IOException {
    MemoryStore store = new MemoryStore(41);
    FileCounter counter = new FileCounter(store);
    assertThat(counter.increment()).as("increment(), when the store holds 41").isEqualTo(42);
    assertThat(store.value.get())
        .as("the number in the store that held 41, after increment()")
        .isEqualTo(42);
    assertThat(counter.increment())
        .as("the second increment(), when the store holds 42")
        .isEqualTo(43);
    assertThat(store.reads.get())
        .as("how often two increments called read() of the store")
        .isEqualTo(2);
    assertThat(store.writes.get())
        .as("how often two increments called write() of the store")
        .isEqualTo(2);
    store.value.set(7);
    assertThat(counter.increment())
        .as("the third increment(), after another writer has stored 7")
        .isEqualTo(8);
  }

  @Test
  @Order(2)
  @Rule("A constructor rejects a null argument, and its message names the argument.")
  void a_null_store_is_rejected() {
    assertThatIllegalArgumentException()
        .as("new FileCounter(null)")
        .isThrownBy(() -> new FileCounter(null))
        .withMessageContaining("store");
  }

  @ParameterizedTest(name = "{1} in {0}()")
  @Order(3)
  @Rule("A thread that fails must release its lock: otherwise all others wait forever.")
  @CsvSource({
    "read, AccessDeniedException",
    "write, AccessDeniedException",
    "read, NoSuchFileException",
    "write, NoSuchFileException",
    "read, EOFException",
    "read, UncheckedIOException",
    "write, InterruptedIOException",
    "read, exception",
    "write, exception",
    "read, error",
    "write, error"
  })
  void an_increment_that_fails_lets_the_next_one_in(String method, String kind) throws Exception {
    MemoryStore store = new MemoryStore(7);
    FileCounter counter = new FileCounter(store);
    Throwable thrown =
        switch (kind) {
          case "AccessDeniedException" -> new AccessDeniedException("count");
          case "NoSuchFileException" -> new NoSuchFileException("count");
          case "EOFException" -> new EOFException("count");
          case "InterruptedIOException" -> new InterruptedIOException("count");
          case "UncheckedIOException" -> new UncheckedIOException(new IOException("count"));
          case "exception" -> new IllegalStateException("no store today");
          default -> new StackOverflowError("no store today");
        };
    store.failAt(method, thrown);
    String what = (kind.startsWith("NoSuch") ? "a " : "an ") + kind;
    String how = "increment(), when " + method + "() of the store throws " + what;
    Throwable seen =
        catchThrowable(() -> WatchedCall.start("thread 1", counter::increment).result());
    if (seen instanceof CheckFailedError hang) {
      throw hang.after("The test called " + how + ".");
    }
    assertThat(seen)
        .as(how)
        .withFailMessage(
            "\nExpected: increment() throws what the store threw, %s.\nSeen: it %s.",
            thrown, seen == null ? "threw nothing" : "threw " + seen)
        .isSameAs(thrown);
    assertThat(store.value.get())
        .as("the number in a store that held 7, after " + method + "() of the store threw " + what)
        .isEqualTo(7);
    assertThat(List.of(store.reads.get(), store.writes.get()))
        .as("how often increment() called read() and write(), when " + method + "() threw " + what)
        .containsExactly(1, method.equals("read") ? 0 : 1);
    try {
      assertThat(WatchedCall.start("thread 2", counter::increment).result())
          .as("increment() of thread 2, after " + method + "() of the store threw " + what)
          .isEqualTo(8);
    } catch (CheckFailedError hang) {
      throw hang.after(
          "Thread 1 called increment().\n"
              + method
              + "() of the store threw "
              + what
              + ", and increment() threw it, too.");
    }
  }

  @ParameterizedTest(name = "a file that holds \"{0}\"")
  @Order(4)
  @Rule("A file that is empty or cut off is an error, not 0, and it stays as it is.")
  @ValueSource(strings = {"", "4000"})
  void a_file_that_was_cut_off_stops_the_count(String content, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("count"), content);
    FileCounter counter = new FileCounter(new CountFile(file));
    assertThatThrownBy(
            counter::increment, "increment(), when the file holds \"%s\" and no newline", content)
        .isInstanceOf(IOException.class);
    assertThat(Content.of(file))
        .as("the file that held \"%s\", after increment() has failed", content)
        .isEqualTo(content);
  }

  @Test
  @Order(5)
  @Rule("Reading, adding one and writing must be one critical section.")
  void no_pause_loses_an_increment() throws Exception {
    Interleaver.assertHolds(TwoIncrements.class);
  }

  @Test
  @Order(6)
  @Rule("All threads must take the same lock: it belongs to the store, not to a counter.")
  void two_counters_of_one_store_lose_no_increment() throws Exception {
    Interleaver.assertHolds(TwoCounters.class);
  }

  @Test
  @Order(8)
  @Rule("If counters share a lock, making a counter must also be safe for several threads.")
  void two_threads_that_make_their_counters_lose_no_increment() throws Exception {
    Interleaver.assertHolds(TwoMakers.class);
  }

  @Test
  @Order(9)
  @Rule("A thread that fails must wake the threads that wait for their turn.")
  void an_increment_that_fails_lets_a_waiting_thread_in() throws Exception {
    MemoryStore store = new MemoryStore(7);
    MemoryStore.Gate gate = store.holdAt("write");
    store.failAt("write", new AccessDeniedException("count"));
    FileCounter counter = new FileCounter(store);
    WatchedCall<Long> first = WatchedCall.start("thread 1", counter::increment);
    first.until(gate::isHeld);
    WatchedCall<Long> second = WatchedCall.start("thread 2", counter::increment);
    try {
      second.returnsWhileHeld();
    } finally {
      gate.release();
    }
    assertThatThrownBy(first::result, "increment(), when write() of the store throws")
        .isInstanceOf(AccessDeniedException.class);
    try {
      assertThat(second.result())
          .as("increment() of thread 2, which waited while increment() of thread 1 failed")
          .isEqualTo(8);
    } catch (CheckFailedError hang) {
      throw hang.after("Thread 2 waited for its turn.\nThen increment() of thread 1 failed.");
    }
  }

  @Test
  @Order(10)
  @Rule("An interrupted thread must still wait until the other thread's increment has ended.")
  void an_interrupted_thread_waits_for_its_turn() throws Exception {
    MemoryStore store = new MemoryStore(0);
    MemoryStore.Gate gate = store.holdAt("write");
    FileCounter counter = new FileCounter(store);
    WatchedCall<Long> first = WatchedCall.start("thread 1", counter::increment);
    first.until(gate::isHeld);
    WatchedCall<Long> second =
        WatchedCall.start(
            "thread 2",
            () -> {
              Thread.currentThread().interrupt();
              return counter.increment();
            });
    try {
      boolean waits = !second.returnsWhileHeld();
      for (int i = 0; i < 2 && waits; i++) { // An interrupt may come more than once.
        second.interruptCaller();
        waits = !second.returnsWhileHeld();
      }
      assertThat(waits)
          .as("increment() of thread 2, interrupted while thread 1 was in write() of the store")
          .withFailMessage(
              "\nExpected: thread 2 waits until increment() of thread 1 has ended.\n"
                  + "Seen: it did not wait.")
          .isTrue();
    } finally {
      gate.release();
    }
    assertThat(List.of(first.result(), second.result()))
        .as("the results of two increments; the second one was interrupted while it waited")
        .containsExactly(1L, 2L);
  }

  @Test
  @Order(11)
  @Rule("A count is a long: after 2,147,483,647 comes 2,147,483,648.")
  void it_counts_beyond_the_largest_int() throws IOException {
    MemoryStore store = new MemoryStore(Integer.MAX_VALUE);
    assertThat(new FileCounter(store).increment())
        .as("increment(), when the store holds 2147483647")
        .isEqualTo(2_147_483_648L);
    assertThat(store.value.get())
        .as("the number in the store that held 2147483647, after increment()")
        .isEqualTo(2_147_483_648L);
  }

  @Test
  @Order(7)
  @ProcessorTime(seconds = 60)
  @Rule("Four threads that make 10,000 increments each must count to 40,000.")
  void four_threads_count_to_40000_in_a_file(@TempDir Path folder) throws Exception {
    try (InPlaceStore file = new InPlaceStore(folder.resolve("count"))) {
      FileCounter counter = new FileCounter(file);
      SideBySide.count(new int[] {10_000, 10_000, 10_000, 10_000}, counter::increment);
      assertThat(file.read())
          .as("the number in a file that held 0, after 10,000 increments in each of 4 threads")
          .isEqualTo(40_000);
    }
  }
}
