package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Patience;
import sharing.testkit.threads.WatchedCall;

class StoppedClockTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nanoTime",
        "currentTimeMillis",
        "Instant",
        "Clock.millis",
        "Clock.instant",
        "LocalDateTime",
        "OffsetDateTime",
        "ZonedDateTime"
      })
  void the_clock_stands_still_for_all_threads_and_moves_for_one_that_waits_for_it(String clock)
      throws Exception {
    Callable<List<Instant>> call = StoppedClock.of(Patience.ThreeLooks.class, clock);
    List<Instant> looks = WatchedCall.start("one", call).result();
    assertThat(looks.get(1)).as("the clock, after some milliseconds").isEqualTo(looks.get(0));
    assertThat(looks.get(2)).as("the clock, after 1,000 looks").isAfter(looks.get(0));
    List<Instant> others = WatchedCall.start("another", call).result();
    assertThat(others.get(0)).as("the clock, in another thread").isEqualTo(looks.get(0));
  }
}
