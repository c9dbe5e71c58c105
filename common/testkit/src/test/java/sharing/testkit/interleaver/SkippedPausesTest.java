package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Patience;
import sharing.testkit.threads.WatchedCall;

/** Pauses of hours take no time. If one does, the call does nothing but sleep, which is a hang. */
class SkippedPausesTest {
  @Test
  void no_pause_takes_time() throws Exception {
    assertThat(WatchedCall.start("patient", SkippedPauses.of(Patience.OfTries.class, 100)).result())
        .as("how often it tried")
        .isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduleAtFixedRate", "scheduleWithFixedDelay"})
  void the_ticks_of_a_timer_take_no_time(String method) throws Exception {
    Callable<Integer> call = SkippedPauses.of(Patience.OfTicks.class, method, 100);
    assertThat(WatchedCall.start("ticks", call).result()).as("the ticks").isEqualTo(100);
  }

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
  void an_hour_passes_at_each_look_at_the_clock(String clock) throws Exception {
    Callable<Integer> call = SkippedPauses.of(Patience.UntilTomorrow.class, clock);
    assertThat(WatchedCall.start("clock", call).result()).as("the looks of a day").isEqualTo(23);
  }
}
