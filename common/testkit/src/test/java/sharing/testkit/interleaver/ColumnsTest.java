package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sharing.samples.Counter;
import sharing.samples.TwoLocks;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Columns;
import sharing.testkit.Failure;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Step;
import sharing.testkit.interleaver.Interleaver.Call;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** A schedule that fails is shown as columns, with values. */
@Timeout(3600)
class ColumnsTest {
  private static final String SAMPLES = Counter.class.getPackageName();

  @Test
  void a_lost_update_shows_what_was_read_and_written() {
    assertThat(of(InterleaverTest.VolatileIncrement.class))
        .isEqualTo(
            """
            worker 1                  worker 2                  shared
            ##   reads shared: 0                                0
            ##   paused
                                      ##   reads shared: 0      0
                                      ##   writes shared: 1     1
            ##   writes shared: 1                               1                 <--""");
  }

  @Test
  void a_call_of_a_library_shows_its_arguments_and_its_result() {
    assertThat(of(InterleaverTest.GetThenPut.class))
        .isEqualTo(
            """
            worker 1                           worker 2
            ##   getOrDefault("adds", 0): 0
            ##   paused
                                               ##   getOrDefault("adds", 0): 0
                                               ##   put("adds", 1): null
            ##   put("adds", 1): 1                                                <--""");
  }

  @Test
  void two_pauses_are_both_shown() {
    assertThat(of(InterleaverTest.LockOfAFlag.class))
        .isEqualTo(
            """
            worker 1                  worker 2                  shared
            ##   reads held: false                              held: false
            ##   paused
                                      ##   reads held: false    held: false
                                      ##   writes held: true    held: true
                                      ##   reads count: 0       count: 0
                                      ##   paused
            ##   writes held: true                              held: true        <--
            ##   reads count: 0                                 count: 0
            ##   writes count: 1                                count: 1
            ##   writes held: false                             held: false
                                      ##   writes count: 1      count: 1
                                      ##   writes held: false   held: false""");
  }

  @Test
  void three_workers_have_three_columns_and_what_is_far_from_a_pause_is_folded() {
    assertThat(of(ThreeWorkersTest.JumpsAGap.class))
        .isEqualTo(
            """
            worker 1               worker 2               worker 3
            ##   getAndIncremen...
            ##   paused
                                   ##   getAndIncremen...
                                   ##   paused
                                                          ##   getAndIncremen...
                                                          ##   synchronized {
                  ... 5 more rows
                                                          ##   reads last: 0
                                                          ##   writes last: 2
            ##   synchronized {
            ##   synchronized {
            ##   reads missing: 0
                  ... 1 more row
            ##   writes done: 3                                                  <--
                                   ##   synchronized {
                                   ##   reads done: 3
                  ... 6 more rows""");
  }

  @Test
  void the_threads_of_a_call_have_columns() {
    assertThat(ofCall(CallScheduleTest.FieldOfBoth.class))
        .isEqualTo(
            """
            thread 1                  thread 2                  sum
            ##   reads sum: 0                                   0
            ##   paused
                                      ##   reads sum: 0         0
                                      ##   writes sum: 1        1
            ##   writes sum: 1                                  1                 <--""");
  }

  @Test
  void a_thread_that_waits_is_shown() {
    assertThat(of(ThreeWorkersTest.WakesOne.class)).contains("waits");
  }

  static class UpAndDown implements Scenario {
    private final TwoLocks locks = new TwoLocks();

    @Override
    public void worker1() {
      locks.up();
    }

    @Override
    public void worker2() {
      locks.down();
    }

    @Override
    public void check() {
      assertThat(locks.get()).isZero();
    }
  }

  @Test
  void a_deadlock_shows_who_holds_what_and_who_waits() {
    assertThat(of(UpAndDown.class))
        .isEqualTo(
            """
            worker 1                           worker 2
            ##   enters synchronized (one)
            ##   paused
                                               ##   enters synchronized (other)
                                               ##   enters synchronized (one)
                                                    waits
            ##   enters synchronized (other)                                      <--
                 waits""");
  }

  @Test
  void where_it_cannot_be_told_what_came_of_a_pause_there_are_no_columns() {
    assertThat(of(InterleaverTest.TwoThreads.class)).isEmpty();
  }

  @Test
  void what_is_cut_off_keeps_the_number_that_tells_two_objects_apart() {
    String name = "x".repeat(60);
    Replay replay =
        new Replay(
            List.of("Worker 1", "Worker 2"),
            List.of(wrote("Worker 1", name + "#1"), wrote("Worker 2", name + "#2")),
            -1);
    assertThat(Columns.of(replay).lines().skip(1))
        .allMatch(line -> line.matches(".*x\\.\\.\\.#[12]"));
  }

  private static Step wrote(String actor, String value) {
    Failure.Place place = new Failure.Place("T", "T.java", 7);
    return new Step(
        actor, Replay.Kind.ACTION, place, "writes it: " + value, "writes it", "it", value);
  }

  @Test
  void no_line_is_too_long() {
    for (Class<? extends Scenario> type :
        List.<Class<? extends Scenario>>of(
            InterleaverTest.GetThenPut.class,
            ThreeWorkersTest.JumpsAGap.class,
            TwoPausesTest.ClosesLate.class)) {
      assertThat(of(type).lines())
          .as("the lines of %s", type)
          .isNotEmpty()
          .allMatch(line -> line.length() <= Columns.WIDTH);
    }
  }

  private static String of(Class<? extends Scenario> type) {
    return columns(() -> Interleaver.assertHolds(type, 250, SAMPLES));
  }

  private static String ofCall(Class<? extends Call> type) {
    return columns(() -> Interleaver.assertCallHolds(type, 250, SAMPLES));
  }

  private static String columns(ThrowingCallable fails) {
    CheckFailedError failed = catchThrowableOfType(fails, CheckFailedError.class);
    return Columns.of(failed.failure().replay())
        .replaceAll("(?m)(?<=^|\\s)\\d\\d(\\d| ) (?= *[a-z])", "##  ");
  }
}
