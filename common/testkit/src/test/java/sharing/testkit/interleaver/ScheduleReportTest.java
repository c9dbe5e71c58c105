package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sharing.samples.Counter;
import sharing.samples.Flags;
import sharing.samples.RightCounters;
import sharing.samples.Sums;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** What is said of a schedule that fails. */
@Timeout(3600)
class ScheduleReportTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @Test
  void a_flag_that_two_searches_share_is_rejected() {
    assertThat(
            Verdict.rejected(Kind.ONE_PAUSE, TwoSearches.class, trying(TwoSearches.class))
                .getMessage())
        .contains("Worker 1 was paused before Flags.java:", "Worker 2 ran to its end.")
        .contains("isEven(4)", "isEven(3)");
  }

  @Test
  void a_sum_that_is_wrong_in_the_plainest_order_is_told_without_a_schedule() {
    assertThat(rejected(WrongAlone.class).failure().how())
        .isEqualTo(
            """
            Nothing was paused: one ran after the other.
            Worker 1 ran to its end.
            Worker 2 ran to its end.
            Then the test checked: the count, of which 3 is expected""");
  }

  @Test
  void a_deadlock_is_reported_with_who_waits_for_whom() {
    assertThat(
            Verdict.rejected(Kind.ONE_PAUSE, OppositeOrder.class, trying(OppositeOrder.class))
                .getMessage())
        .contains("Worker 1 was paused before Flags.java:", ": `right.lock();`.\n")
        .contains("Worker 2 ran until it waited at Flags.java:")
        .contains("Worker 1 is waiting at Flags.java:", ", for a lock that Worker 2 holds\n")
        .contains("Worker 2 is waiting at Flags.java:", ", for a lock that Worker 1 holds\n")
        .endsWith("Expected: both workers end.\nSeen: they hang.");
  }

  @Test
  void a_lost_wake_up_is_reported() {
    assertThat(
            Verdict.rejected(Kind.ONE_PAUSE, TakenLate.class, trying(TakenLate.class)).getMessage())
        .contains("Worker 1 was paused ", "Worker 2 ran to its end.")
        .contains("Worker 1 is waiting at Flags.java:")
        .endsWith("Expected: both workers end.\nSeen: they hang.");
  }

  @Test
  void a_loop_without_an_end_is_reported() {
    assertThat(rejected(Loops.class).getMessage())
        .startsWith("Nothing was paused.\nWorker 1 ran to its end.\nWorker 2 ran without end at ")
        .contains("\nThen this run did not end:\n")
        .contains("Worker 2 is running at Flags.java:")
        .endsWith("Expected: both workers end.\nSeen: they hang.");
  }

  @Test
  void an_exception_is_reported_with_its_place() {
    assertThat(rejected(Throws.class).getMessage())
        .contains("Seen: Worker 2 threw java.lang.IllegalStateException: called twice\n")
        .contains("at Flags.java:");
  }

  @Test
  void a_constructor_that_throws_is_reported() {
    assertThat(rejected(NotWritten.class).getMessage())
        .contains("Seen: The constructor threw java.lang.UnsupportedOperationException: TODO");
  }

  @Test
  void a_loop_of_many_rounds_holds() {
    Verdict.holds(
        Kind.BUSY, LongLoop.class, () -> Interleaver.assertHolds(LongLoop.class, 20, SAMPLES));
  }

  @Test
  void a_scenario_without_the_students_code_is_no_verdict() {
    assertThat(rejected(Idle.class).getMessage())
        .startsWith("Worker 1 ran, and the test observed it.")
        .endsWith("so there is no verdict.");
  }

  @Test
  void code_that_shares_nothing_holds() {
    Verdict.holds(
        Kind.ONE_PAUSE,
        SharesNothing.class,
        () -> Interleaver.assertHolds(SharesNothing.class, 20, SAMPLES));
  }

  private static CheckFailedError rejected(Class<? extends Scenario> scenario) {
    return catchThrowableOfType(CheckFailedError.class, trying(scenario));
  }

  private static ThrowingCallable trying(Class<? extends Scenario> scenario) {
    return () -> Interleaver.assertHolds(scenario, 100, SAMPLES);
  }

  static class TwoSearches implements Scenario {
    private boolean even4;
    private boolean even3;

    @Override
    public void worker1() throws Exception {
      even4 = Flags.StaticFlag.isEven(4);
    }

    @Override
    public void worker2() throws Exception {
      even3 = Flags.StaticFlag.isEven(3);
    }

    @Override
    public void check() {
      assertThat(even4).as("isEven(4), beside isEven(3)").isTrue();
      assertThat(even3).as("isEven(3), beside isEven(4)").isFalse();
    }
  }

  static class WrongAlone implements Scenario {
    private final Counter counter = new RightCounters.Synchronized();

    @Override
    public void worker1() throws Exception {
      counter.add();
    }

    @Override
    public void check() {
      assertThat(counter.get()).as("the count, of which 3 is expected").isEqualTo(3);
    }
  }

  static class OppositeOrder implements Scenario {
    private final Flags.TwoLocks locks = new Flags.TwoLocks();

    @Override
    public void worker1() {
      locks.fromLeft();
    }

    @Override
    public void worker2() {
      locks.fromRight();
    }

    @Override
    public void check() {}
  }

  static class TakenLate implements Scenario {
    private final Flags.Handoff handoff = new Flags.Handoff();

    @Override
    public void worker1() throws Exception {
      handoff.takeLate();
    }

    @Override
    public void worker2() {
      handoff.put("thing");
    }

    @Override
    public void check() {}
  }

  /** Makes the same call twice. */
  abstract static class TwoCalls implements Scenario {
    final Flags.Ends ends = new Flags.Ends();

    @Override
    public void check() {}
  }

  static class Loops extends TwoCalls {
    @Override
    public void worker1() {
      ends.loop();
    }
  }

  static class Throws extends TwoCalls {
    @Override
    public void worker1() {
      ends.fail();
    }
  }

  static class LongLoop extends TwoCalls {
    @Override
    public void worker1() {
      ends.count();
    }
  }

  static class Idle implements Scenario {
    @Override
    public void worker1() {}

    @Override
    public void check() {}
  }

  static class NotWritten extends TwoCalls {
    NotWritten() {
      throw new UnsupportedOperationException("TODO step 4: write it");
    }

    @Override
    public void worker1() {}
  }

  /** A student's method that uses only its parameters. */
  static class SharesNothing implements Scenario {
    private volatile long sum;

    @Override
    public void worker1() {
      sum = Sums.of(3, 4);
    }

    @Override
    public void check() {
      assertThat(sum).as("the sum").isEqualTo(7);
    }
  }
}
