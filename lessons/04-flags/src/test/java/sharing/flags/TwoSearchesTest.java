package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.flags.helpers.CountedFlag;
import sharing.flags.helpers.WatchingFlags;
import sharing.flags.helpers.WatchingFlags.HeldFlag;
import sharing.flags.helpers.WatchingFlags.ThrowingFlag;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several threads")
class TwoSearchesTest {
  /** A prime whose square root is 1,000. */
  private static final long PRIME = 1_000_003;

  /** How many searches are held while another one runs. */
  private static final int HELD = 110;

  /** One {@link PrimeSearch}, asked for a prime and for a composite at the same time. */
  static class PrimeBesideComposite implements Interleaver.Scenario {
    private final PrimeSearch search = new PrimeSearch(1, 1);
    private boolean elevenIsPrime;
    private boolean nineIsPrime;

    @Override
    public void worker1() throws InterruptedException {
      elevenIsPrime = search.isPrime(11);
    }

    @Override
    public void worker2() throws InterruptedException {
      nineIsPrime = search.isPrime(9);
    }

    @Override
    public void check() {
      assertThat(elevenIsPrime)
          .as("what isPrime(11) returned to worker 1")
          .withFailMessage("\nExpected: isPrime(11) returns true.\nSeen: it returned false.")
          .isTrue();
      assertThat(nineIsPrime)
          .as("what isPrime(9) returned to worker 2")
          .withFailMessage("\nExpected: isPrime(9) returns false.\nSeen: it returned true.")
          .isFalse();
    }
  }

  /** One call of isPrime with two workers. Only the second worker finds a divisor: 5. */
  static class TwoWorkers implements Interleaver.Call {
    private final PrimeSearch search = new PrimeSearch(2, 1);
    private boolean isPrime;

    @Override
    public void call() throws InterruptedException {
      isPrime = search.isPrime(35);
    }

    @Override
    public void check() {
      assertThat(isPrime)
          .as("what isPrime(35) returned, with 2 workers")
          .withFailMessage("\nExpected: isPrime(35) returns false.\nSeen: it returned true.")
          .isFalse();
    }
  }

  /** A search whose workers cannot read the flag. */
  static class FlagThatCannotBeRead implements Interleaver.Call {
    private final PrimeSearch search = new PrimeSearch(2, 1, Unreadable::new);
    private String seen;

    /** It throws at each check by a worker. */
    static final class Unreadable implements Flag {
      private final Thread caller = Thread.currentThread();

      @Override
      public void raise() {}

      @Override
      public boolean isRaised() {
        if (Thread.currentThread() == caller) {
          return false;
        }
        throw new IllegalArgumentException("the flag cannot be read");
      }
    }

    @Override
    public void call() throws InterruptedException {
      try {
        seen = "it returned " + search.isPrime(97);
      } catch (IllegalStateException e) {
        seen = "it threw an IllegalStateException";
      }
    }

    @Override
    public void check() {
      assertThat(seen)
          .as("isPrime(97), with 2 workers that cannot read the flag")
          .isEqualTo("it threw an IllegalStateException");
    }
  }

  @Test
  @Order(1)
  @ProcessorTime(seconds = 60)
  @Rule(
      "A pause in one search must not change the verdict of another: searches must share nothing"
          + " that they change.")
  void no_pause_lets_one_search_change_the_verdict_of_another() throws Exception {
    Interleaver.assertHolds(PrimeBesideComposite.class);
  }

  @Test
  @Order(2)
  @ProcessorTime(seconds = 60)
  @Rule("If one worker finds a divisor, isPrime returns false, wherever another worker is paused.")
  void no_pause_of_a_worker_loses_a_divisor() throws Exception {
    Interleaver.assertCallHolds(TwoWorkers.class);
  }

  @Test
  @Order(3)
  @ProcessorTime(seconds = 60)
  @Rule("A worker's failure must reach the caller, wherever another worker is paused.")
  void no_pause_of_a_worker_loses_a_failure() throws Exception {
    Interleaver.assertCallHolds(FlagThatCannotBeRead.class);
  }

  @Test
  @Order(4)
  @Rule("Searches at the same time must not share a flag, and must not wait for each other.")
  void two_searches_at_the_same_time_do_not_disturb_each_other() throws Exception {
    CountDownLatch looked = new CountDownLatch(HELD);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger flags = new AtomicInteger();
    PrimeSearch search =
        new PrimeSearch(
            1,
            10,
            () -> {
              flags.incrementAndGet();
              return new CountedFlag() {
                @Override
                public boolean isRaised() {
                  if (WatchingFlags.isSearching() && looks.incrementAndGet() <= HELD) {
                    looked.countDown();
                    Uninterruptibly.await(otherIsDone);
                  }
                  return super.isRaised();
                }
              };
            });
    List<WatchedCall<Boolean>> held = new ArrayList<>();
    boolean ofComposite;
    try {
      for (int i = 0; i < HELD; i++) {
        held.add(WatchedCall.start(() -> search.isPrime(PRIME)));
      }
      try {
        for (WatchedCall<Boolean> ofPrime : held) {
          ofPrime.until(() -> looked.getCount() == 0);
        }
      } catch (CheckFailedError hang) {
        throw waitsForAnother(hang);
      }
      WatchingFlags.awaitLook(looked, held.get(0));
      int before = flags.get();
      int after;
      try {
        WatchedCall.start(() -> search.isPrime(PRIME)).result();
        after = flags.get();
        ofComposite = WatchedCall.start(() -> search.isPrime(9)).result();
      } catch (CheckFailedError hang) {
        throw waitsForAnother(hang);
      }
      assertThat(after - before)
          .as(
              "how many flags another search for %d took from newFlag while %d searches for it ran",
              PRIME, HELD)
          .isEqualTo(1);
    } finally {
      otherIsDone.countDown();
    }
    String how = "isPrime(9) ran while isPrime(%d) was held at its first check of the flag.";
    assertThat(ofComposite)
        .as(how, PRIME)
        .withFailMessage("\nExpected: isPrime(9) returns false.\nSeen: it returned true.")
        .isFalse();
    for (WatchedCall<Boolean> ofPrime : held) {
      assertThat(ofPrime.result())
          .as(how, PRIME)
          .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", PRIME)
          .isTrue();
    }
  }

  private static CheckFailedError waitsForAnother(CheckFailedError hang) {
    return new CheckFailedError(
        String.format(
            "%d searches, isPrime(%d), were started on one PrimeSearch, and held at their first"
                + " checks of their flags. Then other searches were started.%n%s",
            HELD, PRIME, hang.failure().how()),
        "no search waits for another.",
        "a search waits for another.");
  }

  @Test
  @Order(5)
  @Rule("A search that fails must not change another search on the same object.")
  void a_search_that_fails_does_not_disturb_another() throws Exception {
    RuntimeException broken = new RuntimeException("the flag cannot be read");
    CountDownLatch otherIsDone = new CountDownLatch(1);
    ThrowingFlag flag =
        new ThrowingFlag(2, Map.of(1, broken)) {
          @Override
          protected void meet(int worker) {
            super.meet(worker);
            Uninterruptibly.await(otherIsDone);
          }
        };
    PrimeSearch search = searchWith(flag);
    WatchedCall<Boolean> failed = WatchedCall.start(() -> search.isPrime(PRIME));
    String how = "worker 1 of isPrime(%d) threw; then isPrime(%d) was called on the same object";
    try {
      failed.until(() -> flag.met() == 2);
      failed.returnsWhileHeld();
      assertThat(WatchedCall.start(() -> search.isPrime(PRIME)).result())
          .as(how + "; what this second call returned", PRIME, PRIME)
          .isTrue();
    } finally {
      otherIsDone.countDown();
    }
    assertThatThrownBy(failed::result, how + "; the first call", PRIME, PRIME)
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getCause)
        .as(how + "; the cause of what the first call threw", PRIME, PRIME)
        .isSameAs(broken);
  }

  @Test
  @Order(6)
  @Rule("A search that is interrupted must not change another search on the same object.")
  void a_search_that_is_interrupted_does_not_disturb_another() throws Exception {
    HeldFlag flag = new HeldFlag();
    PrimeSearch search = searchWith(flag);
    WatchedCall<Boolean> interrupted = WatchedCall.start(() -> search.isPrime(PRIME));
    String how = "isPrime(%d) was interrupted; then isPrime(%d) was called on the same object";
    try {
      WatchingFlags.awaitLook(flag.looked, interrupted);
      interrupted.returnsWhileHeld();
      interrupted.interruptCaller();
      assertThat(WatchedCall.start(() -> search.isPrime(PRIME)).result())
          .as(how + "; what this second call returned", PRIME, PRIME)
          .isTrue();
    } finally {
      flag.goOn.countDown();
    }
    assertThatThrownBy(interrupted::result, how + "; the first call", PRIME, PRIME)
        .isInstanceOf(InterruptedException.class);
  }

  /** A search with two workers that takes this flag first, and then others. */
  private static PrimeSearch searchWith(Flag first) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    return new PrimeSearch(2, 10, () -> isFirst.getAndSet(false) ? first : new CountedFlag());
  }
}
