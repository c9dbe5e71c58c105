package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Counter;
import sharing.samples.Flags;
import sharing.samples.RightCounters;
import sharing.samples.WrongCounters;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.Interleaver.Scenario;

/**
 * What is wrong is rejected in every run, with its schedule; what is right holds in every run. See
 * {@link Verdict}.
 */
@Timeout(3600)
class InterleaverTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        NoLock.class,
        VolatileIncrement.class,
        LockAroundTheWrite.class,
        LockAroundTheRead.class,
        LockPerCall.class,
        ChangingLock.class,
        TryLockIgnored.class,
        TimedTryLockIgnored.class,
        TriesFor200Pauses.class,
        TriesForAWhile.class,
        ReadLock.class,
        TwoCriticalSections.class,
        TwoSynchronizedMethods.class,
        TwoPermits.class,
        GetThenPut.class,
        TwoThreads.class,
        ThreadWithoutLock.class
      })
  void a_counter_that_can_lose_an_add_is_rejected(Class<? extends Scenario> scenario) {
    CheckFailedError failed = rejected(Kind.ONE_PAUSE, scenario);
    assertThat(failed.failure().how())
        .containsPattern("Worker 1 was paused .*Counters?.java:\\d+.*`.\n")
        .contains("Worker 1 ran to its end.\n", "Worker 2 ran to its end.\n")
        .contains(
            "Then the test checked: the count after two adds\nThe test tries many schedules. ");
    assertThat(failed.getMessage()).endsWith("\nExpected: 2\nSeen: 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        Synchronized.class,
        Locked.class,
        OnePermit.class,
        Atomic.class,
        CompareAndSetLoop.class,
        OneThread.class,
        Merge.class,
        ThreadPerAdd.class,
        Taken.class
      })
  void what_is_one_step_holds(Class<? extends Scenario> scenario) {
    holds(Kind.ONE_PAUSE, scenario);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(classes = OnlyTheOwnerReleases.class)
  void a_lock_that_only_its_owner_releases_holds(Class<? extends Scenario> scenario) {
    holds(Kind.TWO_PAUSES, scenario);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        SpinLock.class,
        TryLockLoop.class,
        TimedTryLockLoop.class,
        PausesBetweenTries.class,
        ManySmallSteps.class
      })
  void code_that_spins_or_has_many_small_steps_holds(Class<? extends Scenario> scenario) {
    holds(Kind.BUSY, scenario);
  }

  @Test
  void a_failure_names_the_line_at_which_the_first_worker_stood() {
    CheckFailedError failed = rejected(Kind.ONE_PAUSE, LockAroundTheWrite.class);
    assertThat(failed.failure().how())
        .matches(
            """
            Worker 1 was paused before WrongCounters\\.java:\\d+: `lock\\.lock\\(\\);`\\.
            Worker 2 ran to its end\\.
            Worker 1 ran to its end\\.
            Then the test checked: the count after two adds
            The test tries many schedules\\. This is number \\d+\\.""");
    assertThat(failed.getStackTrace()[0].getFileName())
        .as("the file of the write that loses an add")
        .isEqualTo("Counter.java");
    assertThat(failed.getStackTrace()[1].getFileName())
        .as("the file of the pause")
        .isEqualTo("WrongCounters.java");
  }

  @ParameterizedTest
  @ValueSource(classes = {LockOfAFlag.class, LockOfAName.class})
  void a_lock_that_two_take_at_once_is_rejected(Class<? extends Scenario> scenario) {
    assertThat(rejected(Kind.TWO_PAUSES, scenario).failure().how())
        .containsPattern("Worker 1 was paused .*Counters?.java:\\d+.*`.\n")
        .containsPattern("Worker 2 was paused .*Counters?.java:\\d+.*`.\n")
        .contains("Then the test checked: the count after two adds\n");
  }

  @Test
  void a_pause_between_two_calls_of_a_scenario_is_one_before_what_the_second_call_does() {
    assertThat(rejected(Kind.ONE_PAUSE, TwoCalls.class).failure().how())
        .contains("Worker 1 was paused before RightCounters.java:");
  }

  @Test
  void two_actions_of_one_line_are_told_apart() {
    assertThat(rejected(Kind.ONE_PAUSE, VolatileIncrement.class).failure().how())
        .contains("Worker 1 was paused in the middle of WrongCounters.java:")
        .contains(", before it writes shared: `shared++;`.\n");
  }

  private static void holds(Kind kind, Class<? extends Scenario> scenario) {
    Verdict.holds(kind, scenario, () -> Interleaver.assertHolds(scenario, 100, SAMPLES));
  }

  private static CheckFailedError rejected(Kind kind, Class<? extends Scenario> scenario) {
    return Verdict.rejected(kind, scenario, () -> Interleaver.assertHolds(scenario, 100, SAMPLES));
  }

  /** Adds twice to a new counter. */
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

  /** Two calls, each of which is right: together they are two steps. */
  static class TwoCalls implements Scenario {
    private final Counter counter = new RightCounters.Atomic();
    private volatile boolean hasJumped;

    @Override
    public void worker1() throws Exception {
      long before = counter.get();
      counter.add();
      hasJumped |= counter.get() != before + 1;
    }

    @Override
    public void worker2() throws Exception {
      counter.add();
    }

    @Override
    public void check() {
      assertThat(hasJumped).as("whether the counter jumped").isFalse();
    }
  }

  static class Taken implements Scenario {
    private final Flags.Handoff handoff = new Flags.Handoff();
    private String taken;

    @Override
    public void worker1() throws Exception {
      taken = handoff.take();
    }

    @Override
    public void worker2() {
      handoff.put("thing");
    }

    @Override
    public void check() {
      assertThat(taken).isEqualTo("thing");
    }
  }

  static class NoLock extends TwoAdds {
    NoLock() {
      super(new WrongCounters.NoLock());
    }
  }

  static class LockOfAFlag extends TwoAdds {
    LockOfAFlag() {
      super(new WrongCounters.LockOfAFlag());
    }
  }

  static class LockOfAName extends TwoAdds {
    LockOfAName() {
      super(new WrongCounters.LockOfAName());
    }
  }

  static class OnlyTheOwnerReleases extends TwoAdds {
    OnlyTheOwnerReleases() {
      super(new RightCounters.OnlyTheOwnerReleases());
    }
  }

  static class VolatileIncrement extends TwoAdds {
    VolatileIncrement() {
      super(new WrongCounters.VolatileIncrement());
    }
  }

  static class LockAroundTheWrite extends TwoAdds {
    LockAroundTheWrite() {
      super(new WrongCounters.LockAroundTheWrite());
    }
  }

  static class LockAroundTheRead extends TwoAdds {
    LockAroundTheRead() {
      super(new WrongCounters.LockAroundTheRead());
    }
  }

  static class LockPerCall extends TwoAdds {
    LockPerCall() {
      super(new WrongCounters.LockPerCall());
    }
  }

  static class ChangingLock extends TwoAdds {
    ChangingLock() {
      super(new WrongCounters.ChangingLock());
    }
  }

  static class TryLockIgnored extends TwoAdds {
    TryLockIgnored() {
      super(new WrongCounters.TryLockIgnored());
    }
  }

  static class TimedTryLockIgnored extends TwoAdds {
    TimedTryLockIgnored() {
      super(new WrongCounters.TimedTryLockIgnored());
    }
  }

  static class TriesFor200Pauses extends TwoAdds {
    TriesFor200Pauses() {
      super(new WrongCounters.TriesFor200Pauses());
    }
  }

  static class TriesForAWhile extends TwoAdds {
    TriesForAWhile() {
      super(new WrongCounters.TriesForAWhile());
    }
  }

  static class ReadLock extends TwoAdds {
    ReadLock() {
      super(new WrongCounters.ReadLock());
    }
  }

  static class TwoCriticalSections extends TwoAdds {
    TwoCriticalSections() {
      super(new WrongCounters.TwoCriticalSections());
    }
  }

  static class TwoSynchronizedMethods extends TwoAdds {
    TwoSynchronizedMethods() {
      super(new WrongCounters.TwoSynchronizedMethods());
    }
  }

  static class TwoPermits extends TwoAdds {
    TwoPermits() {
      super(new WrongCounters.TwoPermits());
    }
  }

  static class GetThenPut extends TwoAdds {
    GetThenPut() {
      super(new WrongCounters.GetThenPut());
    }
  }

  static class TwoThreads extends TwoAdds {
    TwoThreads() {
      super(new WrongCounters.TwoThreads());
    }
  }

  static class ThreadWithoutLock extends TwoAdds {
    ThreadWithoutLock() {
      super(new WrongCounters.ThreadWithoutLock());
    }
  }

  static class Synchronized extends TwoAdds {
    Synchronized() {
      super(new RightCounters.Synchronized());
    }
  }

  static class Locked extends TwoAdds {
    Locked() {
      super(new RightCounters.Locked());
    }
  }

  static class OnePermit extends TwoAdds {
    OnePermit() {
      super(new RightCounters.OnePermit());
    }
  }

  static class SpinLock extends TwoAdds {
    SpinLock() {
      super(new RightCounters.SpinLock());
    }
  }

  static class TryLockLoop extends TwoAdds {
    TryLockLoop() {
      super(new RightCounters.TryLockLoop());
    }
  }

  static class TimedTryLockLoop extends TwoAdds {
    TimedTryLockLoop() {
      super(new RightCounters.TimedTryLockLoop());
    }
  }

  static class PausesBetweenTries extends TwoAdds {
    PausesBetweenTries() {
      super(new RightCounters.PausesBetweenTries());
    }
  }

  static class Atomic extends TwoAdds {
    Atomic() {
      super(new RightCounters.Atomic());
    }
  }

  static class CompareAndSetLoop extends TwoAdds {
    CompareAndSetLoop() {
      super(new RightCounters.CompareAndSetLoop());
    }
  }

  static class OneThread extends TwoAdds {
    OneThread() {
      super(new RightCounters.OneThread());
    }
  }

  static class Merge extends TwoAdds {
    Merge() {
      super(new RightCounters.Merge());
    }
  }

  static class ManySmallSteps extends TwoAdds {
    ManySmallSteps() {
      super(new RightCounters.ManySmallSteps());
    }
  }

  static class ThreadPerAdd extends TwoAdds {
    ThreadPerAdd() {
      super(new RightCounters.ThreadPerAdd());
    }
  }
}
