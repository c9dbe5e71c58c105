package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.interleaver.Rival;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("A number in memory, without a lock")
class AtomicCounterTest extends CounterContract {
  private static final int LOSSES = 1_000;

  AtomicCounterTest() {
    super(
        AtomicCounter::new,
        TwoIncrements.class,
        OnePlace.class,
        BothKinds.class,
        NoPlace.class,
        Announced.class);
  }

  static class TwoIncrements extends CounterContract.TwoIncrements {
    TwoIncrements() {
      super(new AtomicCounter());
    }
  }

  static class OnePlace extends CounterContract.OnePlace {
    OnePlace() {
      super(new AtomicCounter());
    }
  }

  static class BothKinds extends CounterContract.BothKinds {
    BothKinds() {
      super(new AtomicCounter());
    }
  }

  static class NoPlace extends CounterContract.NoPlace {
    NoPlace() {
      super(new AtomicCounter());
    }
  }

  static class Announced extends CounterContract.Announced {
    Announced() {
      super(new AtomicCounter());
    }
  }

  /** Runs each method while another thread is paused in the middle of any of them. */
  static class EachMethod implements Interleaver.LockFree {
    private final Counter counter = new AtomicCounter();
    private final AtomicInteger added = new AtomicInteger();

    @Override
    public void worker1() {
      counter.increment();
      added.addAndGet(counter.incrementBelow(9) ? 2 : 1);
      added.addAndGet(counter.incrementBelow(0) ? 1_000 : 0);
      counter.get();
    }

    @Override
    public void check() {
      assertThat(counter.get())
          .as("get() after two calls each of increment(), incrementBelow(9) and incrementBelow(0)")
          .isEqualTo(4);
      assertThat(added.get())
          .as(
              "two results of incrementBelow(9), added up: true counts as 2, and false as 1; and 1000"
                  + " for each time that incrementBelow(0) returned true")
          .isEqualTo(4);
    }
  }

  @Test
  @Order(10)
  @Rule("Without a lock, no thread waits for a paused thread.")
  void no_thread_waits_for_a_paused_thread() throws Exception {
    Interleaver.assertHolds(EachMethod.class);
  }

  /** One call, whose rivals each add one before it can. */
  static class Beaten implements Rival.Contended<List<Long>> {
    private final Counter counter = new AtomicCounter();
    private final long limit;
    private final CountDownLatch held;
    private final CountDownLatch release;
    private final AtomicInteger rivals = new AtomicInteger();

    /**
     * @param limit for incrementBelow; 0 to call increment
     * @param held counted down before thread 1 wins
     * @param release lets it go on
     */
    Beaten(long limit, CountDownLatch held, CountDownLatch release) {
      this.limit = limit;
      this.held = held;
      this.release = release;
    }

    /** Gives the result, the number and how many rivals came first. */
    @Override
    public List<Long> call() {
      long result = limit == 0 ? counter.increment() : counter.incrementBelow(limit) ? 1 : 0;
      return List.of(result, counter.get(), rivals.longValue());
    }

    @Override
    public void comesFirst(int lost) {
      counter.increment();
      rivals.incrementAndGet();
      if (lost == LOSSES - 1 && Thread.currentThread().getName().equals("thread 1")) {
        held.countDown();
        Uninterruptibly.await(release);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(13)
  @Rule("A compare-and-set may fail any number of times: try again, as long as there is room.")
  @CsvSource({
    "increment(), 0",
    "incrementBelow(9223372036854775807), 9223372036854775807",
    "incrementBelow(1000), 1000"
  })
  void a_thread_tries_again_however_often_others_are_faster(String call, long limit)
      throws Exception {
    CountDownLatch open = new CountDownLatch(0);
    List<Long> after = Rival.of(LOSSES, Beaten.class, limit, open, open).call();
    long rivals = after.get(2);
    boolean hasRoom = limit == 0 || rivals < limit;
    assertThat(after.get(1))
        .as("get() after %s, when other threads added %d in the meantime", call, rivals)
        .isEqualTo(hasRoom ? rivals + 1 : rivals);
    assertThat(after.get(0))
        .as(
            "the result of %s, when other threads added %d in the meantime%s",
            call, rivals, limit == 0 ? "" : "; true counts as 1, and false as 0")
        .isEqualTo(limit == 0 ? rivals + 1 : hasRoom ? 1 : 0);
  }

  @ParameterizedTest(name = "{0}")
  @Order(14)
  @Rule("Without a lock, no thread waits for a paused thread, even after many failures.")
  @CsvSource({"increment(), 0", "incrementBelow(9223372036854775807), 9223372036854775807"})
  void no_thread_waits_for_one_that_has_failed_many_times(String call, long limit)
      throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Callable<List<Long>> beaten = Rival.of(LOSSES, Beaten.class, limit, held, release);
    WatchedCall<List<Long>> first = WatchedCall.start("thread 1", beaten);
    WatchedCall<List<Long>> second;
    try {
      first.until(() -> held.getCount() == 0);
      second = WatchedCall.start("thread 2", beaten);
      assertThat(second.returnsWhileHeld())
          .as("%s of thread 2, while thread 1 is paused after %d failures", call, LOSSES)
          .withFailMessage(
              "\nExpected: %s of thread 2 returns while thread 1 is paused after %d failures.\n"
                  + "Seen: it waits for thread 1.",
              call, LOSSES)
          .isTrue();
    } finally {
      release.countDown();
    }
    first.result();
    second.result();
  }
}
