package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Resources;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** As {@link InterleaverTest}, for what goes wrong only if the second worker is paused, too. */
@Timeout(3600)
class TwoPausesTest {
  private static final String SAMPLES = Resources.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {ClosesLate.class, LooksTwice.class})
  void a_resource_that_is_closed_in_use_is_rejected(Class<? extends Scenario> scenario) {
    assertThat(
            Verdict.rejected(
                    Kind.TWO_PAUSES,
                    scenario,
                    () -> Interleaver.assertHolds(scenario, 100, SAMPLES))
                .failure()
                .how())
        .containsPattern("Worker 1 was paused before Resources.java:\\d+: `isOpen = false;`.\n")
        .containsPattern("Worker 2 was paused .*Resources.java:\\d+.*`.\n");
  }

  @Test
  void a_resource_that_is_closed_by_the_last_one_holds() {
    Verdict.holds(
        Kind.TWO_PAUSES,
        UsedWhileOpen.class,
        () -> Interleaver.assertHolds(UsedWhileOpen.class, 100, SAMPLES));
  }

  /** One worker uses a resource while the other one does. */
  abstract static class TwoUses implements Scenario {
    private final Resources.Resource resource;

    TwoUses(Resources.Resource resource) {
      this.resource = resource;
    }

    @Override
    public void worker1() {
      resource.use();
    }

    @Override
    public void check() {}
  }

  static class ClosesLate extends TwoUses {
    ClosesLate() {
      super(new Resources.ClosesLate());
    }
  }

  static class LooksTwice extends TwoUses {
    LooksTwice() {
      super(new Resources.LooksTwice());
    }
  }

  static class UsedWhileOpen extends TwoUses {
    UsedWhileOpen() {
      super(new Resources.Counted());
    }
  }
}
