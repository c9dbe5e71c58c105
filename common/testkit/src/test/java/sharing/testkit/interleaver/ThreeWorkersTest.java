package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.Pairing;
import sharing.samples.Pairings;
import sharing.samples.RightTickets;
import sharing.samples.Tickets;
import sharing.samples.WrongTickets;
import sharing.testkit.interleaver.Interleaver.ThreeWorkers;

/** As {@link InterleaverTest}, for three workers. */
@Timeout(3600)
class ThreeWorkersTest {
  private static final String SAMPLES = Tickets.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {OneAhead.class, RingOfTwo.class})
  void what_goes_wrong_with_three_and_one_pause_is_rejected(Class<? extends ThreeWorkers> type) {
    assertThat(rejected(Kind.THREE_WORKERS, type))
        .containsPattern("Worker [123] was paused .*WrongTickets.java:\\d+.*`.\n")
        .containsPattern("Worker [123] ran to its end.\nWorker [123] ran to its end.\n");
  }

  @ParameterizedTest
  @ValueSource(classes = {JumpsAGap.class, HighestIsAll.class})
  void what_goes_wrong_with_three_and_two_pauses_is_rejected(Class<? extends ThreeWorkers> type) {
    assertThat(rejected(Kind.THREE_WORKERS, type))
        .containsPattern("Worker 1 was paused .*Tickets.java:\\d+.*`.\n")
        .containsPattern("Worker 2 was paused .*Tickets.java:\\d+.*`.\n")
        .contains("Worker 3 ran to its end.\n")
        .contains("Then the test checked: a task that still ran was called done");
  }

  @ParameterizedTest
  @ValueSource(classes = {Bits.class, Counted.class, SetOfThem.class})
  void what_is_right_holds(Class<? extends ThreeWorkers> type) {
    Verdict.holds(Kind.THREE_WORKERS, type, () -> Interleaver.assertHolds(type, 250, SAMPLES));
  }

  @Test
  void a_wake_up_of_all_holds() {
    Verdict.holds(
        Kind.WAIT, WakesAll.class, () -> Interleaver.assertHolds(WakesAll.class, 250, SAMPLES));
  }

  @ParameterizedTest
  @ValueSource(classes = {WakesOne.class, WakesOneForBoth.class})
  void a_wake_up_that_the_wrong_one_gets_is_rejected(Class<? extends ThreeWorkers> type) {
    assertThat(rejected(Kind.WAIT, type))
        .contains("Then this run did not end:\n", " is waiting at Pairings.java:");
  }

  @Test
  void all_six_orders_are_tried() {
    assertThat(rejected(Kind.THREE_WORKERS, OnlyInOneOrder.class))
        .contains("the order")
        .contains("321");
  }

  private static String rejected(Kind kind, Class<? extends ThreeWorkers> type) {
    return Verdict.rejected(kind, type, () -> Interleaver.assertHolds(type, 250, SAMPLES))
        .getMessage();
  }

  /** Each worker begins a task, and ends it. */
  abstract static class ThreeTasks implements ThreeWorkers {
    private final Tickets tickets;
    private final AtomicBoolean isCalledDone = new AtomicBoolean();

    ThreeTasks(Tickets tickets) {
      this.tickets = tickets;
    }

    @Override
    public void worker1() {
      long ticket = tickets.begin();
      if (tickets.doneBelow() > ticket) {
        isCalledDone.set(true);
      }
      tickets.end(ticket);
    }

    @Override
    public void check() {
      assertThat(isCalledDone).as("a task that still ran was called done").isFalse();
      assertThat(tickets.doneBelow()).as("how many are done").isEqualTo(3);
    }
  }

  static class JumpsAGap extends ThreeTasks {
    JumpsAGap() {
      super(new WrongTickets.JumpsAGap());
    }
  }

  static class HighestIsAll extends ThreeTasks {
    HighestIsAll() {
      super(new WrongTickets.HighestIsAll());
    }
  }

  static class OneAhead extends ThreeTasks {
    OneAhead() {
      super(new WrongTickets.OneAhead());
    }
  }

  static class RingOfTwo extends ThreeTasks {
    RingOfTwo() {
      super(new WrongTickets.RingOfTwo());
    }
  }

  static class Bits extends ThreeTasks {
    Bits() {
      super(new RightTickets.Bits());
    }
  }

  static class Counted extends ThreeTasks {
    Counted() {
      super(new RightTickets.Counted());
    }
  }

  static class SetOfThem extends ThreeTasks {
    SetOfThem() {
      super(new RightTickets.SetOfThem());
    }
  }

  /** Two wait, and the third one brings what they wait for. */
  abstract static class Two implements ThreeWorkers {
    private final Pairing pairing;

    Two(Pairing pairing) {
      this.pairing = pairing;
    }

    @Override
    public void worker1() throws Exception {
      pairing.await(0);
    }

    @Override
    public void worker2() throws Exception {
      pairing.await(1);
    }

    @Override
    public void worker3() {
      pairing.bring(0);
      pairing.bring(1);
    }

    @Override
    public void check() {}
  }

  static class WakesOne extends Two {
    WakesOne() {
      super(new Pairings.WakesOne());
    }
  }

  static class WakesOneForBoth extends Two {
    WakesOneForBoth() {
      super(new Pairings.WakesOneForBoth());
    }
  }

  static class WakesAll extends Two {
    WakesAll() {
      super(new Pairings.WakesAll());
    }
  }

  /** Fails if the third worker runs first, and the first one last. */
  static class OnlyInOneOrder implements ThreeWorkers {
    private final StringBuffer order = new StringBuffer();
    private final Tickets tickets = new RightTickets.Bits();

    @Override
    public void worker1() {
      tickets.end(tickets.begin());
      order.append(1);
    }

    @Override
    public void worker2() {
      tickets.end(tickets.begin());
      order.append(2);
    }

    @Override
    public void worker3() {
      tickets.end(tickets.begin());
      order.append(3);
    }

    @Override
    public void check() {
      assertThat(order.toString()).as("the order").isNotEqualTo("321");
    }
  }
}
