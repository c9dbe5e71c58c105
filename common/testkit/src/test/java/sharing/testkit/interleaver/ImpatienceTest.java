package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Counter;
import sharing.samples.ImpatientCounters;
import sharing.testkit.interleaver.Interleaver.Scenario;

/**
 * As {@link InterleaverTest}, for counters that wait only for some time, and for one whose first
 * add differs from all later ones: a static field keeps what it has made.
 */
@Timeout(3600)
class ImpatienceTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        AwaitsNanos.class,
        AwaitsUntil.class,
        WaitsWithNanos.class,
        TimedWait.class,
        TriesFor60000Pauses.class,
        SleepsWithNanos.class,
        ParksUntil.class,
        LazyStaticLock.class
      })
  void a_counter_that_loses_patience_is_rejected(Class<? extends Scenario> scenario) {
    assertThat(
            Verdict.rejected(
                    Kind.ONE_PAUSE, scenario, () -> Interleaver.assertHolds(scenario, 250, SAMPLES))
                .getMessage())
        .contains("Worker 2 ran to its end.\n")
        .endsWith("\nExpected: 2\nSeen: 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(classes = {AwaitsNanosAgain.class, StaticLock.class})
  void a_counter_that_is_right_holds(Class<? extends Scenario> scenario) {
    Verdict.holds(Kind.ONE_PAUSE, scenario, () -> Interleaver.assertHolds(scenario, 250, SAMPLES));
  }

  /** Two workers that add to one counter. */
  abstract static class TwoAdds implements Scenario {
    private final Counter counter;

    TwoAdds(Counter counter) {
      this.counter = counter;
    }

    @Override
    public void worker1() throws Exception {
      counter.add();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("the count after two adds").isEqualTo(2);
    }
  }

  static class AwaitsNanos extends TwoAdds {
    AwaitsNanos() {
      super(new ImpatientCounters.AwaitsNanos());
    }
  }

  static class AwaitsUntil extends TwoAdds {
    AwaitsUntil() {
      super(new ImpatientCounters.AwaitsUntil());
    }
  }

  static class WaitsWithNanos extends TwoAdds {
    WaitsWithNanos() {
      super(new ImpatientCounters.WaitsWithNanos());
    }
  }

  static class TimedWait extends TwoAdds {
    TimedWait() {
      super(new ImpatientCounters.TimedWait());
    }
  }

  static class TriesFor60000Pauses extends TwoAdds {
    TriesFor60000Pauses() {
      super(new ImpatientCounters.TriesFor60000Pauses());
    }
  }

  static class SleepsWithNanos extends TwoAdds {
    SleepsWithNanos() {
      super(new ImpatientCounters.SleepsWithNanos());
    }
  }

  static class ParksUntil extends TwoAdds {
    ParksUntil() {
      super(new ImpatientCounters.ParksUntil());
    }
  }

  static class LazyStaticLock extends TwoAdds {
    LazyStaticLock() {
      super(new ImpatientCounters.LazyStaticLock());
    }
  }

  static class AwaitsNanosAgain extends TwoAdds {
    AwaitsNanosAgain() {
      super(new ImpatientCounters.AwaitsNanosAgain());
    }
  }

  static class StaticLock extends TwoAdds {
    StaticLock() {
      super(new ImpatientCounters.StaticLock());
    }
  }
}
