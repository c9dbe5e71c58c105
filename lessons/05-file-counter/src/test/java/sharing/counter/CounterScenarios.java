package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import sharing.testing.Interleaver;

/** What two threads may do to one counter at the same time, whichever kind of counter it is. */
final class CounterScenarios {
  private CounterScenarios() {}

  /** Both add one. */
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
          .as("what the two increments returned")
          .containsExactly(1L, 2L);
    }
  }

  /** There is room for one, and both want it. */
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
          .as("what incrementBelow(1) returned to the two")
          .containsExactly(false, true);
    }
  }

  /** One adds one, and the other one adds one below a limit that leaves room for both. */
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
      assertThat(returned).as("what increment() returned").isBetween(1L, 2L);
      assertThat(added).as("what incrementBelow(2) returned").isTrue();
    }
  }

  /** There is no room, and somebody looks. */
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
      assertThat(added).as("what incrementBelow(0) returned").isFalse();
      assertThat(seen).as("what get() of another thread returned meanwhile").isZero();
    }
  }
}
