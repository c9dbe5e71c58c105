package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Signal;
import sharing.samples.Signals;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** A weak compare-and-set may fail without a reason. */
@Timeout(3600)
class WeakCompareAndSetTest {
  private static final String SAMPLES = Signal.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {WeakOnce.class, WeakOnceOfAField.class})
  void one_that_is_tried_once_is_rejected(Class<? extends Scenario> type) {
    assertThat(
            Verdict.rejected(Kind.WAIT, type, () -> Interleaver.assertHolds(type, 100, SAMPLES))
                .failure()
                .how())
        .containsPattern(
            "^weakCompareAndSet(Volatile)? failed spuriously, as Java allows: "
                + "Signals.java:\\d+: `.*`\\.\n");
  }

  @ParameterizedTest
  @ValueSource(classes = {Strong.class, WeakInALoop.class})
  void one_that_does_not_fail_or_is_tried_again_holds(Class<? extends Scenario> type) {
    Verdict.holds(Kind.WAIT, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  /** One raises it, another looks. */
  abstract static class Raised implements Scenario {
    private final Signal signal;
    private boolean seen;

    Raised(Signal signal) {
      this.signal = signal;
    }

    @Override
    public void worker1() {
      signal.raise();
    }

    @Override
    public void worker2() {
      seen = signal.isRaised();
    }

    @Override
    public void check() {
      assertThat(signal.isRaised())
          .as("whether it is raised in the end, and %s before", seen)
          .isTrue();
    }
  }

  static class Strong extends Raised {
    Strong() {
      super(new Signals.Strong());
    }
  }

  static class WeakInALoop extends Raised {
    WeakInALoop() {
      super(new Signals.WeakInALoop());
    }
  }

  static class WeakOnce extends Raised {
    WeakOnce() {
      super(new Signals.WeakOnce());
    }
  }

  static class WeakOnceOfAField extends Raised {
    WeakOnceOfAField() {
      super(new Signals.WeakOnceOfAField());
    }
  }
}
