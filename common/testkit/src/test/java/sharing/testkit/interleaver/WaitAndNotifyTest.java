package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.RightSlots;
import sharing.samples.Slot;
import sharing.samples.WrongSlots;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** Waits that end without a reason, and which thread is woken. */
@Timeout(3600)
class WaitAndNotifyTest {
  private static final String SAMPLES = Slot.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {IfAroundWait.class, IfAroundAwait.class, ParksOnce.class})
  void a_wait_that_is_not_in_a_loop_is_rejected(Class<? extends Scenario> type) {
    assertThat(
            Verdict.rejected(Kind.WAIT, type, () -> Interleaver.assertHolds(type, 100, SAMPLES))
                .failure()
                .how())
        .containsPattern(
            "^A wait ended spuriously, as Java allows: WrongSlots.java:\\d+: `.*`\\.\n"
                + "Worker 1 ran to its end\\.\nWorker 2 ran to its end\\.\nThen the test checked");
  }

  @ParameterizedTest
  @ValueSource(classes = {LoopAroundWait.class, LoopAroundAwait.class, LoopAroundPark.class})
  void a_loop_around_a_wait_holds(Class<? extends Scenario> type) {
    Verdict.holds(Kind.WAIT, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  @ParameterizedTest
  @ValueSource(classes = {Spins.class, Polls.class})
  void a_loop_without_a_wait_holds(Class<? extends Scenario> type) {
    Verdict.holds(Kind.BUSY, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  @Test
  void the_one_that_came_last_is_woken_first_if_the_schedule_says_so() throws Exception {
    Object monitor = new Object();
    Waiters waiters = new Waiters(true);
    int number = SharedActions.number(position(), new InstrumentedCall.Listener(waiters));
    List<Integer> woken = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int me = i;
      Thread thread =
          new Thread(
              () -> {
                synchronized (monitor) {
                  try {
                    WaitAndNotify.wait(monitor, number);
                  } catch (InterruptedException e) {
                    return;
                  }
                  woken.add(me);
                }
              });
      thread.setDaemon(true);
      thread.start();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      threads.add(thread);
    }
    for (int last = 2; last >= 0; last--) {
      synchronized (monitor) {
        WaitAndNotify.notify(monitor, number);
      }
      threads.get(last).join();
    }
    assertThat(woken).containsExactly(2, 1, 0);
    assertThat(waiters.hadChoice()).isTrue();
  }

  private static CodePosition position() {
    return new CodePosition(
        "Type", "method", "Type.java", 1, true, Operation.CALL, "Owner", "wait", Set.of(), 0);
  }

  /** One worker takes what the other one puts. */
  abstract static class Handed implements Scenario {
    private final Slot slot;
    private volatile String taken;

    Handed(Slot slot) {
      this.slot = slot;
    }

    @Override
    public void worker1() throws Exception {
      taken = slot.take();
    }

    @Override
    public void worker2() throws Exception {
      slot.put("thing");
    }

    @Override
    public void check() {
      assertThat(taken).as("what was taken").isEqualTo("thing");
    }
  }

  static class IfAroundWait extends Handed {
    IfAroundWait() {
      super(new WrongSlots.IfAroundWait());
    }
  }

  static class IfAroundAwait extends Handed {
    IfAroundAwait() {
      super(new WrongSlots.IfAroundAwait());
    }
  }

  static class ParksOnce extends Handed {
    ParksOnce() {
      super(new WrongSlots.ParksOnce());
    }
  }

  static class LoopAroundWait extends Handed {
    LoopAroundWait() {
      super(new RightSlots.LoopAroundWait());
    }
  }

  static class LoopAroundAwait extends Handed {
    LoopAroundAwait() {
      super(new RightSlots.LoopAroundAwait());
    }
  }

  static class LoopAroundPark extends Handed {
    LoopAroundPark() {
      super(new RightSlots.LoopAroundPark());
    }
  }

  static class Spins extends Handed {
    Spins() {
      super(new RightSlots.Spins());
    }
  }

  static class Polls extends Handed {
    Polls() {
      super(new RightSlots.Polls());
    }
  }
}
