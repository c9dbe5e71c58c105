package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.counter.helpers.NumberInField;
import sharing.counter.helpers.SideBySide;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.interleaver.Interleaver;

/** The tests of what {@link Counter} promises, for every kind of counter. */
abstract class CounterContract {
  private final Supplier<Counter> newCounter;
  private final Class<? extends TwoIncrements> twoIncrements;
  private final Class<? extends OnePlace> onePlace;
  private final Class<? extends BothKinds> bothKinds;
  private final Class<? extends NoPlace> noPlace;
  private final Class<? extends Announced> announced;

  /** Takes the scenarios for one kind of counter, and a way to make such a counter. */
  CounterContract(
      Supplier<Counter> newCounter,
      Class<? extends TwoIncrements> twoIncrements,
      Class<? extends OnePlace> onePlace,
      Class<? extends BothKinds> bothKinds,
      Class<? extends NoPlace> noPlace,
      Class<? extends Announced> announced) {
    this.newCounter = newCounter;
    this.twoIncrements = twoIncrements;
    this.onePlace = onePlace;
    this.bothKinds = bothKinds;
    this.noPlace = noPlace;
    this.announced = announced;
  }

  /** Two threads, and each adds one. */
  abstract static class TwoIncrements implements Interleaver.Scenario {
    private final Counter counter;
    private long returned1;
    private long returned2;

    TwoIncrements(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() {
      returned1 = counter.increment();
    }

    @Override
    public void worker2() {
      returned2 = counter.increment();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("get() after two increments").isEqualTo(2);
      assertThat(Stream.of(returned1, returned2).sorted())
          .as("the results of two increments of a counter that was 0")
          .containsExactly(1L, 2L);
    }
  }

  /** Two threads, and room for one increment. */
  abstract static class OnePlace implements Interleaver.Scenario {
    private final Counter counter;
    private boolean added1;
    private boolean added2;

    OnePlace(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() {
      added1 = counter.incrementBelow(1);
    }

    @Override
    public void worker2() {
      added2 = counter.incrementBelow(1);
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("get() after incrementBelow(1), called twice").isEqualTo(1);
      assertThat(Stream.of(added1, added2).sorted())
          .as("the results of two calls of incrementBelow(1), when the number was 0")
          .containsExactly(false, true);
    }
  }

  /** One thread adds one. The other one adds one below a limit that leaves room for both. */
  abstract static class BothKinds implements Interleaver.Scenario {
    private final Counter counter;
    private long returned;
    private boolean added;

    BothKinds(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() {
      returned = counter.increment();
    }

    @Override
    public void worker2() {
      added = counter.incrementBelow(2);
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("get() after increment() and incrementBelow(2)").isEqualTo(2);
      assertThat(returned).as("the result of increment()").isBetween(1L, 2L);
      assertThat(added)
          .as("the result of incrementBelow(2)")
          .withFailMessage("\nExpected: incrementBelow(2) returns true.\nSeen: it returned false.")
          .isTrue();
    }
  }

  /** One thread finds no room, and another thread reads the number. */
  abstract static class NoPlace implements Interleaver.Scenario {
    private final Counter counter;
    private boolean added;
    private long seen;

    NoPlace(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() {
      added = counter.incrementBelow(0);
    }

    @Override
    public void worker2() {
      seen = counter.get();
    }

    @Override
    public void check() {
      assertThat(added)
          .as("the result of incrementBelow(0)")
          .withFailMessage("\nExpected: incrementBelow(0) returns false.\nSeen: it returned true.")
          .isFalse();
      assertThat(seen)
          .as("get() in another thread, during incrementBelow(0) on a counter that is 0")
          .isZero();
    }
  }

  /**
   * Two threads write a field and then add one, each in its own way, and then read the number. The
   * third one reads the fields if it sees both increments.
   */
  abstract static class Announced implements Interleaver.ThreeWorkers {
    private final Counter counter;
    private int first;
    private int second;
    private volatile boolean sawNothing;

    Announced(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() {
      first = 7;
      counter.increment();
      counter.get();
    }

    @Override
    public void worker2() {
      second = 7;
      counter.incrementBelow(3);
      counter.get();
    }

    @Override
    public void worker3() {
      if (counter.get() == 2) {
        sawNothing = first + second != 14;
      }
    }

    @Override
    public void check() {
      assertThat(sawNothing)
          .as("the fields that two threads wrote before they added one")
          .withFailMessage(
              "\nExpected: a thread that has seen both increments also sees both new values.\n"
                  + "Seen: it read an old value.")
          .isFalse();
    }
  }

  @Test
  @Order(1)
  @Rule("A counter starts at 0, and each counter has its own number.")
  void each_increment_adds_one() {
    Counter counter = newCounter.get();
    assertThat(counter.get()).as("get() of a new counter").isZero();
    assertThat(counter.increment()).as("the first increment() of a new counter").isEqualTo(1);
    assertThat(counter.increment()).as("the second increment() of a new counter").isEqualTo(2);
    assertThat(counter.get()).as("get() after two increments").isEqualTo(2);
    assertThat(newCounter.get().get()).as("get() of a second counter, which is new").isZero();
  }

  @ParameterizedTest(name = "below {0}")
  @Order(2)
  @Rule("incrementBelow must never raise the number above the limit.")
  @CsvSource({
    "3, 3",
    "1, 1",
    "0, 0",
    "-1, 0",
    "4294967297, 5",
    "9223372036854775807, 5",
    "-9223372036854775808, 0"
  })
  void the_limit_is_never_exceeded(long limit, long expected) {
    Counter counter = newCounter.get();
    long added = 0;
    for (int i = 0; i < 5; i++) {
      added += counter.incrementBelow(limit) ? 1 : 0;
    }
    assertThat(added)
        .as("how often incrementBelow(%d), called 5 times, returned true", limit)
        .isEqualTo(expected);
    assertThat(counter.get())
        .as("get() after 5 calls of incrementBelow(%d)", limit)
        .isEqualTo(expected);
  }

  @Test
  @Order(12)
  @Rule("Each call of incrementBelow has its own limit, which may be any number.")
  void each_call_keeps_to_its_own_limit() {
    Counter counter = newCounter.get();
    counter.increment();
    long number = 1;
    for (long limit :
        new long[] {Long.MIN_VALUE, -1, 1, 2, 2, 0, 3, Long.MIN_VALUE + 1, 1L << 32}) {
      boolean expected = number < limit;
      assertThat(counter.incrementBelow(limit))
          .as("incrementBelow(%d), when the number is %d", limit, number)
          .withFailMessage("\nExpected: it returns %s.\nSeen: it returned %s.", expected, !expected)
          .isEqualTo(expected);
      number += expected ? 1 : 0;
      assertThat(counter.get()).as("get() after incrementBelow(%d)", limit).isEqualTo(number);
    }
  }

  /**
   * Counting that far takes too long. So the test sets the number wherever the counter keeps it, if
   * that is a place that can be set.
   */
  @Test
  @Order(11)
  @Rule("A count is a long: after 2,147,483,647 comes 2,147,483,648.")
  void it_counts_beyond_the_largest_int() {
    for (long number : new long[] {Integer.MAX_VALUE, 1L << 53}) { // A double ends at the second.
      Counter counter = newCounter.get();
      NumberInField.set(counter, number);
      long before = counter.get();
      assertThat(counter.increment())
          .as("increment() of a counter whose number was %d", before)
          .isEqualTo(before + 1);
      assertThat(counter.incrementBelow(Long.MAX_VALUE))
          .as("incrementBelow(9223372036854775807) of a counter whose number was %d", before + 1)
          .isTrue();
      assertThat(counter.get())
          .as("get() after increment() and incrementBelow(), when the number was %d", before)
          .isEqualTo(before + 2);
    }
  }

  @Test
  @Order(3)
  @Rule("Adding one must be a single step for all threads: otherwise an increment is lost.")
  void no_pause_loses_an_increment() throws Exception {
    Interleaver.assertHolds(twoIncrements);
  }

  @Test
  @Order(4)
  @Rule(
      "Checking the limit and adding must be one step: otherwise two threads pass the check when"
          + " there is room for only one.")
  void no_pause_gives_two_threads_the_last_place() throws Exception {
    Interleaver.assertHolds(onePlace);
  }

  @Test
  @Order(5)
  @Rule("All methods that change a number must guard it in the same way.")
  void no_pause_loses_one_of_two_kinds_of_increment() throws Exception {
    Interleaver.assertHolds(bothKinds);
  }

  @Test
  @Order(6)
  @Rule("A thread that reads the number must never see an increment that is refused.")
  void no_pause_shows_a_refused_increment() throws Exception {
    Interleaver.assertHolds(noPlace);
  }

  @Test
  @Order(7)
  @Rule(
      "What a thread did before an increment must be visible to a thread that has seen the"
          + " increment (JLS 17.4.5).")
  void a_thread_that_sees_an_increment_sees_what_came_before_it() throws Exception {
    Interleaver.assertHolds(announced);
  }

  @Test
  @Order(9)
  @Rule("Below the limit, incrementBelow must add one, even if other threads are faster.")
  void four_threads_fill_all_places() throws Exception {
    Counter counter = newCounter.get();
    int each = 10_000;
    AtomicInteger refused = new AtomicInteger();
    SideBySide.count(
        new int[] {each, each, each, each},
        () -> counter.incrementBelow(4 * each) ? 0L : refused.incrementAndGet());
    assertThat(refused.get())
        .as("how often incrementBelow(40000) returned false, in 40,000 calls by 4 threads")
        .isZero();
    assertThat(counter.incrementBelow(4 * each))
        .as("incrementBelow(40000), when the number is 40000")
        .withFailMessage(
            "\nExpected: incrementBelow(40000) returns false when the number is 40000.\n"
                + "Seen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(8)
  @Rule(
      "If four workers each count the primes in a quarter of the notebook's range, the total must"
          + " be 54,208.")
  void four_threads_count_the_primes_of_the_notebook() throws Exception {
    Counter counter = newCounter.get();
    SideBySide.count(NotebookRange.primesInQuarters(), counter::increment);
    assertThat(counter.get())
        .as("get() after 4 threads have counted 13,638, 13,486, 13,508 and 13,576 primes")
        .isEqualTo(NotebookRange.PRIMES);
  }
}
