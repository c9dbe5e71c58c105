package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.flags.helpers.CountedFlag;
import sharing.flags.helpers.WatchingFlags;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("The search by several threads")
class TwoSearchesTest {
  /** A prime whose square root is 1,000,000. */
  private static final long PRIME = 1_000_000_000_039L;

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

    /** It throws at each check. */
    static final class Unreadable implements Flag {
      @Override
      public void raise() {}

      @Override
      public boolean isRaised() {
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
  @Rule("Two searches at the same time must not share a flag: each has its own.")
  void two_searches_at_the_same_time_do_not_disturb_each_other() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    AtomicBoolean firstLook = new AtomicBoolean(true);
    AtomicInteger flags = new AtomicInteger();
    PrimeSearch search =
        new PrimeSearch(
            1,
            1000,
            () -> {
              flags.incrementAndGet();
              return new CountedFlag() {
                @Override
                public boolean isRaised() {
                  if (firstLook.getAndSet(false)) {
                    looked.countDown();
                    Uninterruptibly.await(otherIsDone);
                  }
                  return super.isRaised();
                }
              };
            });
    WatchedCall<Boolean> ofPrime = WatchedCall.start(() -> search.isPrime(PRIME));
    boolean ofComposite;
    try {
      WatchingFlags.awaitLook(looked, ofPrime);
      int before = flags.get();
      try {
        WatchedCall.start(() -> search.isPrime(PRIME)).result();
        assertThat(flags.get() - before)
            .as(
                "how many flags a second search for %d took from newFlag while the first ran",
                PRIME)
            .isEqualTo(1);
        ofComposite = WatchedCall.start(() -> search.isPrime(9)).result();
      } catch (CheckFailedError hang) {
        throw new CheckFailedError(
            "The first search, isPrime("
                + PRIME
                + "), was held at its first check of the flag.\n"
                + hang.failure().how(),
            "another search ends while the first search is held.",
            "the other search did not end.");
      }
    } finally {
      otherIsDone.countDown();
    }
    String how = "isPrime(9) ran while isPrime(%d) was held at its first check of the flag.";
    assertThat(ofComposite)
        .as(how, PRIME)
        .withFailMessage("\nExpected: isPrime(9) returns false.\nSeen: it returned true.")
        .isFalse();
    assertThat(ofPrime.result())
        .as(how, PRIME)
        .withFailMessage("\nExpected: isPrime(%d) returns true.\nSeen: it returned false.", PRIME)
        .isTrue();
  }
}
