package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Patience;

class FastClockTest {
  private static final Duration AHEAD = Duration.ofHours(6);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "currentTimeMillis",
        "Instant",
        "Clock.millis",
        "Clock.instant",
        "LocalDateTime",
        "OffsetDateTime",
        "ZonedDateTime"
      })
  void the_clock_is_ahead_and_moves(String clock) throws Exception {
    Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
    Callable<List<Instant>> call = FastClock.of(AHEAD, Patience.ThreeLooks.class, clock);
    List<Instant> looks = call.call();
    Instant after = Instant.now();
    assertThat(looks.get(0)).as("the clock").isBetween(before.plus(AHEAD), after.plus(AHEAD));
    assertThat(looks.get(1)).as("the clock, after some milliseconds").isAfter(looks.get(0));
  }
}
