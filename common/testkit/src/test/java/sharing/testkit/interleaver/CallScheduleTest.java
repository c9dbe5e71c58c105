package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Counter;
import sharing.samples.Merges;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.Interleaver.Call;

/** As {@link InterleaverTest}, for the threads of one call. */
@Timeout(3600)
class CallScheduleTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {FieldOfBoth.class, FieldOfPool.class, ListOfBoth.class, LockForTheWrite.class})
  void a_call_whose_threads_lose_a_result_is_rejected(Class<? extends Call> call) {
    CheckFailedError failed = rejectedCall(call);
    assertThat(failed.failure().how())
        .containsPattern("Thread [12] of the call was paused .*Merges.java:\\d+.*`\\.\n")
        .contains("The caller ran until it waited at Merges.java:")
        .contains("Then the test checked: the sum of two results\nThe test tries many schedules. ");
    assertThat(failed.getMessage()).endsWith("\nExpected: 2\nSeen: 1");
  }

  @Test
  void a_call_that_does_not_wait_for_a_thread_is_rejected() {
    assertThat(rejectedCall(NoJoin.class).getMessage())
        .contains("The caller ran to its end.\nThen the test checked: the sum of two results\n")
        .endsWith("\nExpected: 2\nSeen: 1");
  }

  @Test
  void a_call_whose_threads_lose_the_last_wake_up_is_rejected() {
    assertThat(rejectedCall(CountedDown.class).getMessage())
        .contains("of the call was paused in the middle of Merges.java:", "`running--;`")
        .contains("Then this run did not end:\nThe caller is waiting at Merges.java:")
        .endsWith("Expected: the call ends.\nSeen: it hangs.");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AwaitsForAMinute.class,
        JoinsForAnHour.class,
        TimedJoin.class,
        JoinsWithNanos.class
      })
  void a_call_that_waits_for_some_time_only_is_rejected(Class<? extends Call> call) {
    assertThat(rejectedCall(call).getMessage())
        .startsWith("A wait timed out: Merges.java:")
        .containsPattern("Thread [12] of the call was paused before Merges.java:")
        .contains("The caller ran to its end.\nThen the test checked: the sum of two results\n");
  }

  @ParameterizedTest
  @ValueSource(classes = {LooksForTenMinutes.class, LooksForAMinute.class})
  void a_call_that_gives_up_by_its_own_clock_is_rejected(Class<? extends Call> call) {
    assertThat(rejectedCall(call).getMessage())
        .startsWith("The clock moved on by hours: Merges.java:")
        .containsPattern("Thread [12] of the call was paused before Merges.java:")
        .contains("The caller ran to its end.\nThen the test checked: the sum of two results\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        MergeSynchronizedList.class,
        MergeLocked.class,
        MergeSeparate.class,
        MergePool.class,
        MergeCommonPool.class,
        AwaitsAgain.class,
        AwaitsForDays.class,
        Measures.class
      })
  void a_call_that_is_right_holds_in_every_schedule(Class<? extends Call> call) {
    Verdict.holds(Kind.CALL, call, () -> Interleaver.assertCallHolds(call, 100, SAMPLES));
  }

  private static CheckFailedError rejectedCall(Class<? extends Call> call) {
    return Verdict.rejected(Kind.CALL, call, () -> Interleaver.assertCallHolds(call, 100, SAMPLES));
  }

  /** Asks for one sum. */
  abstract static class OneSum implements Call {
    private final Merges.Sum sum;
    private int seen;

    OneSum(Merges.Sum sum) {
      this.sum = sum;
    }

    @Override
    public void call() throws Exception {
      seen = sum.get();
    }

    @Override
    public void check() {
      assertThat(seen).as("the sum of two results").isEqualTo(2);
    }
  }

  static class FieldOfBoth extends OneSum {
    FieldOfBoth() {
      super(new Merges.FieldOfBoth());
    }
  }

  static class FieldOfPool extends OneSum {
    FieldOfPool() {
      super(new Merges.FieldOfPool());
    }
  }

  static class ListOfBoth extends OneSum {
    ListOfBoth() {
      super(new Merges.ListOfBoth());
    }
  }

  static class MergeSynchronizedList extends OneSum {
    MergeSynchronizedList() {
      super(new Merges.SynchronizedList());
    }
  }

  static class LockForTheWrite extends OneSum {
    LockForTheWrite() {
      super(new Merges.LockForTheWrite());
    }
  }

  static class NoJoin extends OneSum {
    NoJoin() {
      super(new Merges.NoJoin());
    }
  }

  static class CountedDown extends OneSum {
    CountedDown() {
      super(new Merges.CountedDown());
    }
  }

  static class MergeLocked extends OneSum {
    MergeLocked() {
      super(new Merges.Locked());
    }
  }

  static class MergeSeparate extends OneSum {
    MergeSeparate() {
      super(new Merges.Separate());
    }
  }

  static class MergePool extends OneSum {
    MergePool() {
      super(new Merges.Pool());
    }
  }

  static class MergeCommonPool extends OneSum {
    MergeCommonPool() {
      super(new Merges.CommonPool());
    }
  }

  static class AwaitsForAMinute extends OneSum {
    AwaitsForAMinute() {
      super(new Merges.AwaitsForAMinute());
    }
  }

  static class JoinsForAnHour extends OneSum {
    JoinsForAnHour() {
      super(new Merges.JoinsForAnHour());
    }
  }

  static class AwaitsAgain extends OneSum {
    AwaitsAgain() {
      super(new Merges.AwaitsAgain());
    }
  }

  static class AwaitsForDays extends OneSum {
    AwaitsForDays() {
      super(new Merges.AwaitsForDays());
    }
  }

  static class LooksForTenMinutes extends OneSum {
    LooksForTenMinutes() {
      super(new Merges.LooksForTenMinutes());
    }
  }

  static class LooksForAMinute extends OneSum {
    LooksForAMinute() {
      super(new Merges.LooksForAMinute());
    }
  }

  static class Measures extends OneSum {
    Measures() {
      super(new Merges.Measures());
    }
  }

  static class TimedJoin extends OneSum {
    TimedJoin() {
      super(new Merges.TimedJoin());
    }
  }

  static class JoinsWithNanos extends OneSum {
    JoinsWithNanos() {
      super(new Merges.JoinsWithNanos());
    }
  }
}
