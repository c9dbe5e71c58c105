package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Counter;
import sharing.samples.RightCounters;
import sharing.testkit.Failure;
import sharing.testkit.interleaver.Interleaver.LockFree;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** Where a scenario says that there are no locks, nobody may wait for one that stands. */
@Timeout(3600)
class LockFreeTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {Synchronized.class, Locked.class, SpinLock.class})
  void a_lock_is_seen_and_so_is_a_loop_in_its_place(Class<? extends Scenario> type) {
    Failure failure =
        Verdict.rejected(Kind.ONE_PAUSE, type, () -> Interleaver.assertHolds(type, 100, SAMPLES))
            .failure();
    assertThat(failure.expected())
        .isEqualTo("Worker 2 runs to its end while Worker 1 is paused: there is no lock.");
    assertThat(failure.seen()).isEqualTo("it waits for Worker 1.");
    assertThat(failure.how()).contains("Worker 1 was paused", "Worker 2 ran");
  }

  @ParameterizedTest
  @ValueSource(classes = {Atomic.class})
  void without_a_lock_each_runs_to_its_end(Class<? extends Scenario> type) {
    Verdict.holds(Kind.ONE_PAUSE, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  abstract static class Added implements LockFree {
    private final Counter counter;

    Added(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() throws Exception {
      counter.add();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("the count").isEqualTo(2);
    }
  }

  static class Synchronized extends Added {
    Synchronized() {
      super(new RightCounters.Synchronized());
    }
  }

  static class Locked extends Added {
    Locked() {
      super(new RightCounters.Locked());
    }
  }

  static class SpinLock extends Added {
    SpinLock() {
      super(new RightCounters.SpinLock());
    }
  }

  static class Atomic extends Added {
    Atomic() {
      super(new RightCounters.Atomic());
    }
  }
}
