package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Publications;
import sharing.samples.Publications.Publication;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** Objects that are seen before they are made. */
@Timeout(3600)
class PublicationTest {
  private static final String SAMPLES = Publications.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {ThisEscapes.class, RegistersItself.class})
  void an_object_that_shows_itself_before_it_is_made_is_rejected(Class<? extends Scenario> type) {
    assertThat(
            Verdict.rejected(
                    Kind.PUBLICATION, type, () -> Interleaver.assertHolds(type, 100, SAMPLES))
                .getMessage())
        .contains("Worker 1 was paused before Publications.java:", "`number = given;`")
        .endsWith("Seen: 0");
  }

  @ParameterizedTest
  @ValueSource(classes = {ShownWhenMade.class, RegisteredWhenMade.class})
  void an_object_that_is_shown_when_it_is_made_holds(Class<? extends Scenario> type) {
    Verdict.holds(Kind.PUBLICATION, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  /** One makes the object, and the other one looks at it. */
  abstract static class Made implements Scenario {
    private final Publication publication;
    private volatile int seen;

    Made(Publication publication) {
      this.publication = publication;
    }

    @Override
    public void worker1() {
      publication.make();
    }

    @Override
    public void worker2() {
      seen = publication.seen();
    }

    @Override
    public void check() {
      if (seen != -1) {
        assertThat(seen).as("what the object holds").isEqualTo(7);
      }
    }
  }

  static class ThisEscapes extends Made {
    ThisEscapes() {
      super(new Publications.ThisEscapes());
    }
  }

  static class RegistersItself extends Made {
    RegistersItself() {
      super(new Publications.RegistersItself());
    }
  }

  static class ShownWhenMade extends Made {
    ShownWhenMade() {
      super(new Publications.ShownWhenMade());
    }
  }

  static class RegisteredWhenMade extends Made {
    RegisteredWhenMade() {
      super(new Publications.RegisteredWhenMade());
    }
  }
}
