package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sharing.testkit.Columns;
import sharing.testkit.interleaver.Interleaver.Scenario;
import sharing.testkit.interleaver.Play.Board;
import sharing.testkit.interleaver.Play.Orders;
import sharing.testkit.interleaver.Play.State;
import sharing.testkit.interleaver.Play.Worker;

/** A person moves the workers of a scenario, one action at a time. */
class PlayTest {
  private static final int ONE = 0;
  private static final int TWO = 1;
  private static final int ENOUGH = 1_000;

  @AfterEach
  void judgeAgain() {
    Play.with(null);
  }

  @Test
  void before_the_first_move_each_worker_stands_before_its_first_action() throws Exception {
    Board start = play(InterleaverTest.NoLock.class).after(List.of());
    assertThat(start.isOver()).isFalse();
    assertThat(start.done().steps()).isEmpty();
    assertThat(start.workers())
        .extracting(Worker::name, Worker::state, Worker::next)
        .containsExactly(
            Tuple.tuple("Worker 1", State.STANDS, "it reads count"),
            Tuple.tuple("Worker 2", State.STANDS, "it reads count"));
    assertThat(start.workers())
        .extracting(worker -> worker.at().file())
        .containsOnly("Counter.java");
  }

  @Test
  void a_move_is_one_action_of_one_worker() throws Exception {
    Play play = play(InterleaverTest.NoLock.class);
    Board board = play.after(List.of(ONE));
    assertThat(board.workers())
        .extracting(Worker::next)
        .containsExactly("it writes count", "it reads count");
    assertThat(Columns.of(board.done())).contains("reads count: 0");
    assertThat(play.after(List.of()).done().steps()).as("the steps after it is undone").isEmpty();
  }

  @Test
  void an_order_that_breaks_says_what_was_expected() throws Exception {
    Board board = play(InterleaverTest.NoLock.class).after(List.of(ONE, TWO, TWO, ONE));
    assertThat(board.isOver()).isTrue();
    assertThat(board.isBroken()).isTrue();
    assertThat(board.expected()).isEqualTo("2");
    assertThat(board.seen()).isEqualTo("1");
    assertThat(board.workers()).extracting(Worker::state).containsOnly(State.ENDED);
    assertThat(board.done().steps()).hasSize(4);
  }

  @Test
  void an_order_that_holds_is_not_broken() throws Exception {
    Board board = play(InterleaverTest.NoLock.class).after(List.of(TWO, TWO, ONE, ONE));
    assertThat(board.isOver()).isTrue();
    assertThat(board.isBroken()).isFalse();
  }

  @Test
  void a_worker_that_has_ended_cannot_move() throws Exception {
    Play play = play(InterleaverTest.NoLock.class);
    assertThat(play.after(List.of(TWO, TWO, TWO, TWO)).workers())
        .extracting(Worker::state)
        .containsExactly(State.STANDS, State.ENDED);
  }

  @Test
  void all_orders_of_two_reads_and_two_writes_are_counted() throws Exception {
    Orders orders = play(InterleaverTest.NoLock.class).orders(ENOUGH);
    // Of the 6 orders, all are wrong but those in which one worker ends before the other begins.
    assertThat(orders).isEqualTo(new Orders(6, 4, true, List.of(ONE, TWO, TWO, ONE)));
  }

  @Test
  void no_order_of_a_right_counter_is_broken() throws Exception {
    for (Class<? extends Scenario> right :
        List.of(
            InterleaverTest.Synchronized.class,
            InterleaverTest.Locked.class,
            InterleaverTest.CompareAndSetLoop.class)) {
      Orders orders = play(right).orders(ENOUGH);
      assertThat(orders.broken()).as("%s", right).isZero();
      assertThat(orders.areAll()).as("%s", right).isTrue();
      assertThat(orders.tried()).as("%s", right).isGreaterThan(1);
    }
  }

  @Test
  void what_needs_two_pauses_is_among_the_orders() throws Exception {
    Play play = play(InterleaverTest.LockOfAFlag.class);
    Orders orders = play.orders(ENOUGH);
    assertThat(orders.broken()).isPositive();
    assertThat(play.after(orders.shortest()).isBroken()).isTrue();
  }

  @Test
  void a_worker_that_waits_for_a_lock_cannot_move_until_it_is_free() throws Exception {
    Play play = play(InterleaverTest.Synchronized.class);
    Board waits = play.after(List.of(ONE, TWO));
    assertThat(waits.workers())
        .extracting(Worker::state)
        .containsExactly(State.STANDS, State.WAITS);
    assertThat(waits.workers().get(TWO).next()).contains("RightCounters.java:");
    List<Integer> moves = new ArrayList<>(List.of(ONE, TWO));
    while (play.after(moves).workers().get(ONE).state() == State.STANDS) {
      moves.add(ONE);
    }
    assertThat(play.after(moves).workers())
        .extracting(Worker::state)
        .containsExactly(State.ENDED, State.STANDS);
  }

  @Test
  void an_order_in_which_none_can_go_on_is_broken() throws Exception {
    Play play = play(ScheduleReportTest.OppositeOrder.class);
    Orders orders = play.orders(ENOUGH);
    Board end = play.after(orders.shortest());
    assertThat(end.isBroken()).isTrue();
    assertThat(end.seen()).isEqualTo("no worker can continue.");
    assertThat(end.workers()).extracting(Worker::state).containsOnly(State.WAITS);
  }

  @Test
  void a_loop_that_polls_is_no_order_without_an_end() throws Exception {
    assertThat(play(InterleaverTest.SpinLock.class).orders(50).broken()).isZero();
  }

  private static Play play(Class<? extends Scenario> scenario) throws Exception {
    List<Play> given = new ArrayList<>();
    Play.with(given::add);
    Interleaver.assertHolds(scenario, 100, "sharing.samples");
    assertThat(given).hasSize(1);
    return given.get(0);
  }
}
