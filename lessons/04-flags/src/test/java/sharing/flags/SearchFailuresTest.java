package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.flags.helpers.CountedFlag;
import sharing.flags.helpers.WatchingFlags;
import sharing.flags.helpers.WatchingFlags.ThrowingFlag;
import sharing.flags.helpers.WatchingFlags.WorkersFlag;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several threads")
class SearchFailuresTest {

  /** A prime whose square root is 1,000,000. */
  private static final long PRIME = 1_000_000_000_039L;

  @ParameterizedTest(name = "worker {0} of 2 throws an {1}")
  @Order(1)
  @Rule("When a worker throws, the search throws: a search that failed has no verdict.")
  @CsvSource({"1, exception", "2, exception", "2, error"})
  void a_worker_that_throws_fails_the_search(int worker, String kind) throws Exception {
    String why = "the flag cannot be read";
    Throwable thrown =
        kind.equals("error") ? new StackOverflowError(why) : new IllegalArgumentException(why);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    PrimeSearch search =
        new PrimeSearch(
            2,
            1000,
            () ->
                isFirst.getAndSet(false)
                    ? new ThrowingFlag(2, Set.of(worker), thrown)
                    : new CountedFlag());
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    String how =
        String.format(
            "isPrime(%d) with 2 workers; at its first check of the flag, worker %d threw %s",
            PRIME, worker, thrown.getClass().getName());
    String seen;
    try {
      seen = "isPrime returned " + call.result();
    } catch (IllegalStateException e) {
      assertThat(e.getCause())
          .as("%s; the cause of the exception that isPrime threw", how)
          .isSameAs(thrown);
      assertThat(search.isPrime(PRIME))
          .as("%s; then isPrime(%d) was called again, with a flag that can be read", how, PRIME)
          .isTrue();
      return;
    } catch (CheckFailedError hang) {
      throw hang.after(how + ".");
    } catch (Exception | Error e) {
      seen = "isPrime threw " + e;
    }
    throw new CheckFailedError(how, "isPrime throws an IllegalStateException.", seen + ".");
  }

  @Test
  @Order(2)
  @Rule("A search must not end before its workers: if one worker fails, wait for the others.")
  void a_search_that_fails_waits_for_its_other_workers() throws Exception {
    RuntimeException broken = new RuntimeException("the flag cannot be read");
    CountDownLatch release = new CountDownLatch(1);
    ThrowingFlag flag =
        new ThrowingFlag(3, Set.of(1, 2), broken) {
          @Override
          protected void meet(int worker) {
            super.meet(worker);
            Uninterruptibly.await(release);
          }
        };
    PrimeSearch search = new PrimeSearch(3, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    try {
      call.until(() -> flag.met() == 3);
      assertThat(call.returnsWhileHeld())
          .as(
              "isPrime(%d), where workers 1 and 2 threw, ended while worker 3 was held at its first"
                  + " check of the flag",
              PRIME)
          .withFailMessage(
              "\nExpected: isPrime(%d) waits for worker 3, although workers 1 and 2 threw.\n"
                  + "Seen: it ended while worker 3 was held.",
              PRIME)
          .isFalse();
    } finally {
      release.countDown();
    }
    assertThatThrownBy(call::result, "isPrime(%d), where workers 1 and 2 threw", PRIME)
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getCause)
        .as("the cause of what isPrime(%d) threw, where workers 1 and 2 threw", PRIME)
        .isSameAs(broken);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(3)
  @Rule("A search whose caller is interrupted stops its workers and throws InterruptedException.")
  void an_interrupt_of_the_caller_ends_the_search() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WorkersFlag flag = WatchingFlags.heldAtFirstLook(looked, goOn);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    PrimeSearch search =
        new PrimeSearch(2, 1000, () -> isFirst.getAndSet(false) ? flag : new CountedFlag());
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    try {
      WatchingFlags.awaitLook(looked, call);
      call.returnsWhileHeld();
      call.interruptCaller();
      call.returnsWhileHeld();
    } finally {
      goOn.countDown();
    }
    assertThatThrownBy(call::result, "isPrime(%d), interrupted while its workers searched", PRIME)
        .isInstanceOf(InterruptedException.class);
    call.assertNoThreadLeft(); // Workers that go on get time to check.
    assertThat(flag.looksOfWorkers())
        .as(
            "how often 2 workers checked the flag; both were at their first check when the caller"
                + " was interrupted")
        .withFailMessage(
            "\nExpected: each worker stops at its next check of the flag.\n"
                + "Seen: they went on, and checked the flag %d times.",
            flag.looksOfWorkers())
        .isLessThanOrEqualTo(2);
    assertThat(search.isPrime(PRIME))
        .as("isPrime(%d), called again after an interrupted search", PRIME)
        .isTrue();
  }

  @ParameterizedTest(name = "the flag is {0}")
  @Order(4)
  @Rule("A search must not end before its workers, even after an interrupt.")
  @ValueSource(strings = {"lowered", "raised"})
  void an_interrupted_search_waits_for_its_workers(String state) throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WorkersFlag flag = WatchingFlags.heldAtFirstLook(looked, goOn);
    PrimeSearch search = new PrimeSearch(2, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    try {
      WatchingFlags.awaitLook(looked, call);
      call.returnsWhileHeld();
      if (state.equals("raised")) {
        flag.raise();
      }
      for (String times : List.of("an interrupt", "a second interrupt")) {
        call.interruptCaller();
        assertThat(call.returnsWhileHeld())
            .as(
                "isPrime(%d) ended after %s, while its workers were held at their first check of"
                    + " the flag",
                PRIME, times)
            .withFailMessage(
                "\nExpected: isPrime(%d) waits for its workers, even after %s.\n"
                    + "Seen: it ended while they were held.",
                PRIME, times)
            .isFalse();
      }
    } finally {
      goOn.countDown();
    }
    assertThatThrownBy(call::result, "isPrime(%d), interrupted while its flag was %s", PRIME, state)
        .isInstanceOf(InterruptedException.class);
    call.assertNoThreadLeft();
  }
}
