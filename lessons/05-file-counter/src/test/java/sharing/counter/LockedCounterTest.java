package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.course.Rule;
import sharing.fixtures.NotebookRange;
import sharing.testing.Interleaver;
import sharing.testing.VisibilityProbe;

@Order(3)
@DisplayName("A number in memory, with a lock")
class LockedCounterTest {

  static class TwoIncrements extends CounterScenarios.TwoIncrements {
    TwoIncrements() {
      super(new LockedCounter());
    }
  }

  static class OnePlace extends CounterScenarios.OnePlace {
    OnePlace() {
      super(new LockedCounter());
    }
  }

  static class BothKinds extends CounterScenarios.BothKinds {
    BothKinds() {
      super(new LockedCounter());
    }
  }

  static class NoPlace extends CounterScenarios.NoPlace {
    NoPlace() {
      super(new LockedCounter());
    }
  }

  @Test
  @Order(1)
  @Rule("A counter begins at 0, and each counter has a number of its own.")
  void each_increment_adds_one() {
    LockedCounter counter = new LockedCounter();
    assertThat(counter.get()).as("get() of a new counter").isZero();
    assertThat(counter.increment()).as("the first increment()").isEqualTo(1);
    assertThat(counter.increment()).as("the second increment()").isEqualTo(2);
    assertThat(counter.get()).as("get() after two increments").isEqualTo(2);
    assertThat(new LockedCounter().get()).as("get() of another counter").isZero();
  }

  @ParameterizedTest(name = "below {0}")
  @Order(2)
  @Rule("No more are counted than there is room for.")
  @CsvSource({"3, 3", "1, 1", "0, 0", "-1, 0"})
  void no_more_are_counted_than_the_limit(long limit, long expected) {
    LockedCounter counter = new LockedCounter();
    long added = 0;
    for (int i = 0; i < 5; i++) {
      added += counter.incrementBelow(limit) ? 1 : 0;
    }
    assertThat(added)
        .as("how often incrementBelow(%d), called 5 times, returned true", limit)
        .isEqualTo(expected);
    assertThat(counter.get()).as("get() after that").isEqualTo(expected);
  }

  @Test
  @Order(3)
  @Rule("No increment is lost, wherever one of two threads is interrupted.")
  void no_interruption_loses_an_increment() throws Exception {
    Interleaver.assertHolds(TwoIncrements.class);
  }

  @Test
  @Order(4)
  @Rule("To look and to add must be one step: else two threads see the same last place.")
  void no_interruption_gives_two_threads_the_last_place() throws Exception {
    Interleaver.assertHolds(OnePlace.class);
  }

  @Test
  @Order(5)
  @Rule("All that change a number must keep to the same way of guarding it.")
  void no_interruption_loses_one_of_two_kinds_of_increment() throws Exception {
    Interleaver.assertHolds(BothKinds.class);
  }

  @Test
  @Order(6)
  @Rule("Who sees a number sees one that was counted: what is refused is never in it.")
  void no_interruption_shows_a_refused_increment() throws Exception {
    Interleaver.assertHolds(NoPlace.class);
  }

  @Test
  @Order(7)
  @Rule("Four workers, each with a quarter of the notebook's range, count its 54,208 primes.")
  void four_threads_count_the_primes_of_the_notebook() throws Exception {
    LockedCounter counter = new LockedCounter();
    SideBySide.count(NotebookRange.primesInQuarters(), counter::increment);
    assertThat(counter.get())
        .as("get() after 4 threads have counted 13,638, 13,486, 13,508 and 13,576 primes")
        .isEqualTo(NotebookRange.PRIMES);
  }

  @Test
  @Order(8)
  @Rule("If nothing synchronizes two threads, a loop may read a field once and for all (JLS 17.3).")
  void a_loop_that_is_already_running_sees_the_number() throws Exception {
    assertThat(new LockedCounter().get()).as("get() of a new counter").isZero();
    VisibilityProbe.assertSeenByRunningLoop(Probed.class);
  }

  /** The student's counter as the probe knows it: raised when it is no more 0. */
  public static final class Probed implements VisibilityProbe.Subject {
    private final LockedCounter counter = new LockedCounter();

    @Override
    public void raise() {
      counter.increment();
    }

    @Override
    public boolean isRaised() {
      return counter.get() > 0;
    }
  }
}
