package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.counter.helpers.MemoryStore;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.threads.WatchedCall;

/** A failure between two other increments, and many stores. */
@Order(2)
@DisplayName("A counter for several threads")
class FileCounterTroubleTest {
  private static final int MANY = 1_000;

  @Test
  @Order(1)
  @Rule("An increment that fails must leave the lock to one thread, and not replace it.")
  void no_failure_lets_two_threads_in() throws Exception {
    MemoryStore store = new MemoryStore(7);
    MemoryStore.Gate inFirst = store.holdAt("write");
    store.failAt("write", new AccessDeniedException("count"));
    FileCounter counter = new FileCounter(store);
    WatchedCall<Long> first = WatchedCall.start("thread 1", counter::increment);
    first.until(inFirst::isHeld);
    WatchedCall<Long> second = WatchedCall.start("thread 2", counter::increment);
    second.returnsWhileHeld();
    MemoryStore.Gate inSecond = store.holdAt("write");
    WatchedCall<Long> third;
    try {
      inFirst.release();
      assertThatThrownBy(first::result, "increment(), when write() of the store throws")
          .isInstanceOf(AccessDeniedException.class);
      second.until(inSecond::isHeld);
      third = WatchedCall.start("thread 3", () -> new FileCounter(store).increment());
      assertThat(third.returnsWhileHeld())
          .as("increment() of thread 3, after increment() of thread 1 has failed")
          .withFailMessage(
              "\nExpected: thread 3 waits until increment() of thread 2 has ended.\n"
                  + "Seen: it did not wait.")
          .isFalse();
    } finally {
      inFirst.release();
      inSecond.release();
    }
    assertThat(List.of(second.result(), third.result()))
        .as("the results of threads 2 and 3, when the store held 7 and thread 1 has failed")
        .containsExactly(8L, 9L);
  }

  @Test
  @Order(2)
  @Rule("Counters of one store share their lock, however many other stores there are.")
  void two_counters_share_their_lock_among_many_stores() throws Exception {
    MemoryStore store = new MemoryStore(0);
    MemoryStore.Gate gate = store.holdAt("write");
    FileCounter counter = new FileCounter(store);
    WatchedCall<Long> first = WatchedCall.start("thread 1", counter::increment);
    first.until(gate::isHeld);
    WatchedCall<Void> others =
        WatchedCall.start(
            "another thread",
            () -> {
              for (int i = 0; i < MANY; i++) {
                new FileCounter(new MemoryStore(0)).increment();
              }
              return null;
            });
    WatchedCall<Long> second;
    try {
      others.returnsWhileHeld(); // It may have to wait: one lock for all stores is also right.
      second = WatchedCall.start("thread 2", () -> new FileCounter(store).increment());
      assertThat(second.returnsWhileHeld())
          .as("increment() of a second counter of a store, after %d other stores were used", MANY)
          .withFailMessage(
              "\nExpected: it waits until increment() of the first counter has ended.\n"
                  + "Seen: it did not wait.")
          .isFalse();
    } finally {
      gate.release();
    }
    others.result();
    assertThat(List.of(first.result(), second.result()))
        .as("the results of two increments of one store, which held 0")
        .containsExactly(1L, 2L);
  }

  @Test
  @Order(3)
  @Rule("A thread that ends must wake a thread that can go on, and not one of another store.")
  void an_increment_that_ends_lets_a_waiting_thread_in() throws Exception {
    MemoryStore storeA = new MemoryStore(0);
    MemoryStore storeB = new MemoryStore(0);
    MemoryStore.Gate inA = storeA.holdAt("write");
    MemoryStore.Gate inB = storeB.holdAt("write");
    WatchedCall<Long> first = increment("thread 1", storeA);
    first.until(inA::isHeld);
    WatchedCall<Long> second = increment("thread 2", storeB);
    second.returnsWhileHeld();
    boolean areIndependent = inB.isHeld(); // One lock for all stores is also right.
    WatchedCall<Long> third = increment("thread 3", storeB);
    third.returnsWhileHeld();
    WatchedCall<Long> fourth = increment("thread 4", storeA);
    fourth.returnsWhileHeld();
    inA.release();
    try {
      first.result();
      if (areIndependent) {
        fourth.result();
      }
    } catch (CheckFailedError hang) {
      throw hang.after(
          "Thread 1 was in store A and thread 2 in store B.\nThread 3 waited for B, thread 4 for A."
              + "\nThen increment() of thread 1 ended, so thread 4 could go on.");
    } finally {
      inB.release();
    }
    assertThat(Stream.of(first.result(), fourth.result()).sorted())
        .as("the results of two increments of store A")
        .containsExactly(1L, 2L);
    assertThat(Stream.of(second.result(), third.result()).sorted())
        .as("the results of two increments of store B")
        .containsExactly(1L, 2L);
  }

  private static WatchedCall<Long> increment(String thread, MemoryStore store) {
    return WatchedCall.start(thread, () -> new FileCounter(store).increment());
  }
}
