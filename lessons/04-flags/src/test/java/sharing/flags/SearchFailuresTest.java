package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
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
import sharing.flags.helpers.WatchingFlags.HeldFlag;
import sharing.flags.helpers.WatchingFlags.NeverRaisedFlag;
import sharing.flags.helpers.WatchingFlags.ThrowingFlag;
import sharing.flags.helpers.WatchingFlags.ThrowingWhenRaisedFlag;
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
  @CsvSource({"1, exception", "2, exception", "2, error", "1, exception with a cause"})
  void a_worker_that_throws_fails_the_search(int worker, String kind) throws Exception {
    String why = "the flag cannot be read";
    Throwable thrown =
        switch (kind) {
          case "error" -> new StackOverflowError(why);
          case "exception with a cause" ->
              new IllegalStateException(why, new IOException("the connection is closed"));
          default -> new IllegalArgumentException(why);
        };
    AtomicBoolean isFirst = new AtomicBoolean(true);
    PrimeSearch search =
        new PrimeSearch(
            2,
            1000,
            () ->
                isFirst.getAndSet(false)
                    ? new ThrowingFlag(2, Map.of(worker, thrown))
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
    failWhileWorker3IsHeld(0);
  }

  @Test
  @Order(3)
  @Rule("A search in which a worker fails has no verdict, even if another one finds a divisor.")
  void a_failure_counts_even_if_another_worker_finds_a_divisor() throws Exception {
    // The first of 2 workers finds 3001 after its first check of the flag and before its second.
    long composite = 3001 * PRIME;
    RuntimeException broken = new RuntimeException("the flag cannot be read");
    PrimeSearch search = new PrimeSearch(2, 1000, () -> new ThrowingWhenRaisedFlag(2, broken));
    assertFails(
        search,
        composite,
        "one of 2 workers found 3001; at its next check of the flag, the other worker threw",
        Set.of(broken));
  }

  @Test
  @Order(4)
  @Rule("A worker that cannot raise the flag has failed, and must not end unnoticed.")
  void a_worker_that_cannot_raise_the_flag_fails_the_search() throws Exception {
    NeverRaisedFlag flag = new NeverRaisedFlag();
    assertFails(
        new PrimeSearch(2, 1000, () -> flag),
        1009 * 1013,
        "a worker found 1009; each time it called flag.raise(), that threw an exception",
        flag.thrown());
  }

  private static void assertFails(
      PrimeSearch search, long n, String what, Set<? extends Throwable> causes) throws Exception {
    String how = "isPrime(" + n + ") with 2 workers; " + what;
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(n));
    String seen;
    try {
      seen = "isPrime returned " + call.result();
    } catch (IllegalStateException e) {
      assertThat(e.getCause() != null && causes.contains(e.getCause()))
          .as("%s; the cause of the exception that isPrime threw", how)
          .withFailMessage(
              "\nExpected: the cause is what the worker threw.\nSeen: the cause is %s.",
              e.getCause())
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
  @Order(5)
  @Rule("A search whose caller is interrupted stops its workers and throws InterruptedException.")
  void an_interrupt_of_the_caller_ends_the_search() throws Exception {
    HeldFlag flag = new HeldFlag();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    PrimeSearch search =
        new PrimeSearch(2, 1000, () -> isFirst.getAndSet(false) ? flag : new CountedFlag());
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    try {
      WatchingFlags.awaitLook(flag.looked, call);
      call.returnsWhileHeld();
      call.interruptCaller();
      call.returnsWhileHeld();
    } finally {
      flag.goOn.countDown();
    }
    assertThatThrownBy(call::result, "isPrime(%d), interrupted while its workers searched", PRIME)
        .isInstanceOf(InterruptedException.class);
    call.assertNoThreadLeft(); // Workers that go on get time to check.
    assertThat(flag.looksOfHeldWorkers())
        .as(
            "how often the workers checked the flag; they were at their first check when the"
                + " caller was interrupted")
        .withFailMessage(
            "\nExpected: each worker stops at its next check of the flag.\n"
                + "Seen: they went on, and checked the flag %d times.",
            flag.looksOfHeldWorkers())
        .isLessThanOrEqualTo(2);
    assertThat(search.isPrime(PRIME))
        .as("isPrime(%d), called again after an interrupted search", PRIME)
        .isTrue();
  }

  @ParameterizedTest(name = "the flag is {0}")
  @Order(6)
  @Rule("A search must not end before its workers, even after an interrupt.")
  @ValueSource(strings = {"lowered", "raised"})
  void an_interrupted_search_waits_for_its_workers(String state) throws Exception {
    HeldFlag flag = new HeldFlag();
    PrimeSearch search = new PrimeSearch(2, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    try {
      WatchingFlags.awaitLook(flag.looked, call);
      call.returnsWhileHeld();
      if (state.equals("raised")) {
        flag.raise();
      }
      int sent = 0;
      for (int interrupts : new int[] {1, 10}) {
        interrupt(call, interrupts - sent);
        sent = interrupts;
        String times = sent == 1 ? "an interrupt" : sent + " interrupts";
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
      flag.goOn.countDown();
    }
    assertThatThrownBy(call::result, "isPrime(%d), interrupted while its flag was %s", PRIME, state)
        .isInstanceOf(InterruptedException.class);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(7)
  @Rule(
      "A search must not end before its workers, even if one fails and its caller is interrupted.")
  void a_search_that_fails_and_is_interrupted_waits_for_its_other_workers() throws Exception {
    failWhileWorker3IsHeld(10);
  }

  private static void failWhileWorker3IsHeld(int interrupts) throws Exception {
    Map<Integer, Throwable> broken =
        Map.of(
            1, new RuntimeException("worker 1 cannot read the flag"),
            2, new RuntimeException("worker 2 cannot read the flag"));
    CountDownLatch release = new CountDownLatch(1);
    ThrowingFlag flag =
        new ThrowingFlag(3, broken) {
          @Override
          protected void meet(int worker) {
            super.meet(worker);
            Uninterruptibly.await(release);
          }
        };
    PrimeSearch search = new PrimeSearch(3, 1000, () -> flag);
    WatchedCall<Boolean> call = WatchedCall.start(() -> search.isPrime(PRIME));
    String how = "where workers 1 and 2 threw";
    try {
      call.until(() -> flag.met() == 3);
      assertWaitsForWorker3(call, how);
      if (interrupts > 0) {
        interrupt(call, interrupts);
        how += " and the caller was interrupted then";
        assertWaitsForWorker3(call, how);
      }
    } finally {
      release.countDown();
    }
    Throwable thrown = catchThrowable(call::result);
    if (interrupts == 0 || !(thrown instanceof InterruptedException)) {
      assertThat(thrown)
          .as("what isPrime(%d) threw, %s", PRIME, how)
          .isInstanceOf(IllegalStateException.class);
      assertThat(thrown.getCause())
          .as("the cause of what isPrime(%d) threw, %s", PRIME, how)
          .isIn(broken.values());
    }
    call.assertNoThreadLeft();
  }

  /** Interrupts the caller so often, but only once if it is busy: then no interrupt ends a wait. */
  private static void interrupt(WatchedCall<?> call, int times) throws InterruptedException {
    long waiting = processorMillis(call) + 300;
    for (int i = 0; i < times && processorMillis(call) < waiting; i++) {
      call.interruptCaller();
    }
  }

  private static long processorMillis(WatchedCall<?> call) {
    long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(call.caller().getId());
    return nanos / 1_000_000;
  }

  private static void assertWaitsForWorker3(WatchedCall<Boolean> call, String how)
      throws InterruptedException {
    assertThat(call.returnsWhileHeld())
        .as(
            "isPrime(%d), %s, ended while worker 3 was held at its first check of the flag",
            PRIME, how)
        .withFailMessage(
            "\nExpected: isPrime(%d) waits for worker 3.\n"
                + "Seen: it ended while worker 3 was held.",
            PRIME)
        .isFalse();
  }
}
