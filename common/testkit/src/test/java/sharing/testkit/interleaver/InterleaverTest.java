package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Counter;
import sharing.samples.Flags;
import sharing.samples.Merges;
import sharing.samples.RightCounters;
import sharing.samples.WrongCounters;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.Interleaver.Call;
import sharing.testkit.interleaver.Interleaver.Scenario;

/**
 * What is wrong is rejected in every run, with its schedule; what is right holds in every run.
 *
 * <p>{@code -Drepeat=100} tries each shape so often.
 */
@Timeout(3600)
class InterleaverTest {
  private static final int REPEAT = Integer.getInteger("repeat", 1);
  private static final String SHAPES = Counter.class.getPackageName();

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
        ReadLock.class,
        TwoCriticalSections.class,
        TwoSynchronizedMethods.class,
        TwoPermits.class,
        GetThenPut.class,
        TwoThreads.class,
        ThreadWithoutLock.class
      })
  void a_counter_that_can_lose_an_add_is_rejected(Class<? extends Scenario> scenario) {
    CheckFailedError failed = rejected(scenario);
    assertThat(failed.failure().how())
        .contains("Worker 1 was paused ", "WrongCounters.java:", "`.\n")
        .contains("Worker 1 ran to its end.\n", "Worker 2 ran to its end.\n")
        .contains("Then this was checked: the count after two adds\nThis is schedule ");
    assertThat(failed.getMessage()).endsWith("\nExpected: 2\nSeen: 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        Synchronized.class,
        Locked.class,
        OnePermit.class,
        SpinLock.class,
        TryLockLoop.class,
        TimedTryLockLoop.class,
        Atomic.class,
        CompareAndSetLoop.class,
        OneThread.class,
        Merge.class,
        ThreadPerAdd.class,
        Taken.class
      })
  void what_is_right_holds_in_every_schedule(Class<? extends Scenario> scenario) {
    holds(scenario, () -> Interleaver.assertHolds(scenario, 100, SHAPES));
  }

  @Test
  void a_failure_names_the_line_at_which_the_first_worker_stood() {
    CheckFailedError failed = rejected(LockAroundTheWrite.class);
    assertThat(failed.failure().how())
        .matches(
            """
            Worker 1 was paused before WrongCounters\\.java:\\d+: `lock\\.lock\\(\\);`\\.
            Worker 2 ran to its end\\.
            Worker 1 ran to its end\\.
            Then this was checked: the count after two adds
            This is schedule \\d+ of the scenario\\.""");
    assertThat(failed.getStackTrace()[0].getFileName()).isEqualTo("WrongCounters.java");
  }

  @Test
  void two_actions_of_one_line_are_told_apart() {
    assertThat(rejected(VolatileIncrement.class).failure().how())
        .contains("Worker 1 was paused in the middle of WrongCounters.java:")
        .contains(", before it writes shared: `shared++;`.\n");
  }

  @Test
  void a_flag_that_two_searches_share_is_rejected() {
    assertThat(rejected(TwoSearches.class).getMessage())
        .contains("Worker 1 was paused before Flags.java:", "Worker 2 ran to its end.")
        .contains("isEven(4)", "isEven(3)");
  }

  @Test
  void a_deadlock_is_reported_with_who_waits_for_whom() {
    assertThat(rejected(OppositeOrder.class).getMessage())
        .contains("Worker 1 was paused before Flags.java:", ": `right.lock();`.\n")
        .contains("Worker 2 ran until it waited at Flags.java:")
        .contains("Worker 1 is waiting at Flags.java:", ", for a lock that Worker 2 holds\n")
        .contains("Worker 2 is waiting at Flags.java:", ", for a lock that Worker 1 holds\n")
        .endsWith("Expected: both workers end.\nSeen: they hang.");
  }

  @Test
  void a_lost_wake_up_is_reported() {
    assertThat(rejected(TakenLate.class).getMessage())
        .contains("Worker 1 was paused ", "Worker 2 ran to its end.")
        .contains("Worker 1 is waiting at Flags.java:")
        .endsWith("Expected: both workers end.\nSeen: they hang.");
  }

  @Test
  void a_loop_without_an_end_is_reported() {
    assertThat(rejected(Loops.class).getMessage())
        .contains("Worker 1 ran to its end.\nWorker 2 ran, without an end, at Flags.java:")
        .contains("\nThen there was no end:\n")
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
  void schedules_that_are_left_untried_are_no_verdict() {
    assertThat(rejected(LongLoop.class).getMessage())
        .contains("Expected: at most 20 schedules.\nSeen: more. No verdict.");
  }

  @Test
  void a_worker_that_runs_none_of_the_students_code_is_no_verdict() {
    assertThat(rejected(Idle.class).getMessage())
        .startsWith("Worker 1 ran, and was watched.")
        .endsWith("No verdict.");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {FieldOfBoth.class, FieldOfPool.class, ListOfBoth.class, LockForTheWrite.class})
  void a_call_whose_threads_lose_a_result_is_rejected(Class<? extends Call> call) {
    CheckFailedError failed = rejectedCall(call);
    assertThat(failed.failure().how())
        .containsPattern("Thread [12] of the call was paused .*Merges.java:\\d+.*`\\.\n")
        .contains("The caller ran until it waited at Merges.java:")
        .contains("Then this was checked: the sum of two results\nThis is schedule ");
    assertThat(failed.getMessage()).endsWith("\nExpected: 2\nSeen: 1");
  }

  @Test
  void a_call_that_does_not_wait_for_a_thread_is_rejected() {
    assertThat(rejectedCall(NoJoin.class).getMessage())
        .contains("The caller ran to its end.\nThen this was checked: the sum of two results\n")
        .endsWith("\nExpected: 2\nSeen: 1");
  }

  @Test
  void a_call_whose_threads_lose_the_last_wake_up_is_rejected() {
    assertThat(rejectedCall(CountedDown.class).getMessage())
        .contains("of the call was paused in the middle of Merges.java:", "`running--;`")
        .contains("Then there was no end:\nThe caller is waiting at Merges.java:")
        .endsWith("Expected: the call ends.\nSeen: it hangs.");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        MergeSynchronizedList.class,
        MergeLocked.class,
        MergeSeparate.class,
        MergePool.class,
        MergeCommonPool.class
      })
  void a_call_that_is_right_holds_in_every_schedule(Class<? extends Call> call) {
    holds(call, () -> Interleaver.assertCallHolds(call, 100, SHAPES));
  }

  private static CheckFailedError rejectedCall(Class<? extends Call> call) {
    return rejected(call, () -> Interleaver.assertCallHolds(call, 100, SHAPES));
  }

  private static CheckFailedError rejected(Class<? extends Scenario> scenario) {
    int maxSchedules = scenario == LongLoop.class ? 20 : 100;
    return rejected(scenario, () -> Interleaver.assertHolds(scenario, maxSchedules, SHAPES));
  }

  /** Tries it as often as {@code -Drepeat} says. All tries have the same verdict. */
  private static CheckFailedError rejected(Class<?> type, ThrowingCallable check) {
    CheckFailedError failed = null;
    for (int i = 1; i <= REPEAT; i++) {
      failed = catchThrowableOfType(CheckFailedError.class, check);
      assertThat(failed).as("%s, in try %d of %d", type.getSimpleName(), i, REPEAT).isNotNull();
    }
    return failed;
  }

  private static void holds(Class<?> type, ThrowingCallable check) {
    for (int i = 1; i <= REPEAT; i++) {
      assertThatCode(check)
          .as("%s, in try %d of %d", type.getSimpleName(), i, REPEAT)
          .doesNotThrowAnyException();
    }
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

  static class Idle extends TwoCalls {
    @Override
    public void worker1() {}
  }

  static class NotWritten extends TwoCalls {
    NotWritten() {
      throw new UnsupportedOperationException("TODO step 4: write it");
    }

    @Override
    public void worker1() {}
  }

  static class NoLock extends TwoAdds {
    NoLock() {
      super(new WrongCounters.NoLock());
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

  static class ThreadPerAdd extends TwoAdds {
    ThreadPerAdd() {
      super(new RightCounters.ThreadPerAdd());
    }
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
}
