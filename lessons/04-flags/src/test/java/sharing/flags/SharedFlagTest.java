package sharing.flags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.visibility.VisibilityProbe;

@Order(1)
@DisplayName("A flag that every thread sees")
class SharedFlagTest {

  @Test
  @Order(1)
  @Rule("A flag begins lowered.")
  void a_new_flag_is_lowered() {
    assertThat(new SharedFlag().isRaised())
        .as("isRaised() of a new flag")
        .withFailMessage(
            "\nExpected: isRaised() returns false for a new flag.\nSeen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(2)
  @Rule("A raised flag stays raised.")
  void a_raised_flag_stays_raised() {
    SharedFlag flag = new SharedFlag();
    flag.raise();
    assertThat(flag.isRaised())
        .as("isRaised() after raise()")
        .withFailMessage(
            "\nExpected: isRaised() returns true after raise().\nSeen: it returned false.")
        .isTrue();
    assertThat(flag.isRaised())
        .as("isRaised(), called a second time after raise()")
        .withFailMessage(
            "\nExpected: isRaised() returns true again.\n" + "Seen: it returned false.")
        .isTrue();
    flag.raise();
    assertThat(flag.isRaised())
        .as("isRaised() after a second raise()")
        .withFailMessage(
            "\nExpected: isRaised() returns true after a second raise().\n"
                + "Seen: it returned false.")
        .isTrue();
    for (int raises = 3; raises <= 1000; raises++) {
      flag.raise();
      assertThat(flag.isRaised())
          .as("isRaised() after %d calls of raise()", raises)
          .withFailMessage(
              "\nExpected: isRaised() returns true after %d calls of raise().\n"
                  + "Seen: it returned false.",
              raises)
          .isTrue();
    }
  }

  @Test
  @Order(3)
  @Rule("Each flag has a state of its own.")
  void raising_one_flag_does_not_raise_another() {
    SharedFlag before = new SharedFlag();
    SharedFlag flag = new SharedFlag();
    flag.raise();
    assertThat(before.isRaised())
        .as("isRaised() of a first flag, after raise() of a second one")
        .withFailMessage(
            "\nExpected: isRaised() of the first flag returns false.\n" + "Seen: it returned true.")
        .isFalse();
    assertThat(new SharedFlag().isRaised())
        .as("isRaised() of a new flag, after raise() of another one")
        .withFailMessage(
            "\nExpected: isRaised() of the new flag returns false.\n" + "Seen: it returned true.")
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("Without synchronization, a loop may read a field once and never again (JLS 17.3).")
  void a_loop_that_is_already_running_sees_the_flag_raised() throws Exception {
    assertThat(new SharedFlag().isRaised())
        .as("isRaised() of a new flag")
        .withFailMessage(
            "\nExpected: isRaised() returns false for a new flag.\nSeen: it returned true.")
        .isFalse();
    VisibilityProbe.assertSeenByRunningLoop(
        Probed.class, "flag.raise()", "while (!flag.isRaised()) {}");
  }

  @Test
  @Order(5)
  @Rule(
      "Everything before a call of raise() happens-before everything after a check that sees the"
          + " flag raised by that call (JLS 17.4.5).")
  void a_thread_that_sees_it_raised_sees_what_came_before() throws Exception {
    Interleaver.assertHolds(Announced.class);
  }

  @Test
  @Order(6)
  @Rule("A raised flag stays raised, even while others check it or raise it again.")
  void two_threads_that_check_at_the_same_time_see_the_flag_raised() throws Exception {
    Interleaver.assertHolds(RaisedBefore.class);
  }

  @Test
  @Order(7)
  @Rule("When raise() returns, the flag is raised, even if another thread raises it, too.")
  void two_threads_that_raise_at_the_same_time_see_the_flag_raised() throws Exception {
    Interleaver.assertHolds(TwoRaise.class);
  }

  @Test
  @Order(8)
  @Rule("In an interrupted thread, raise() and isRaised() do what they do in any other thread.")
  void an_interrupted_thread_raises_and_checks_the_flag() {
    SharedFlag raisedBefore = new SharedFlag();
    raisedBefore.raise();
    SharedFlag flag = new SharedFlag();
    boolean seenBefore;
    boolean seenFirst;
    boolean seenThen;
    Thread.currentThread().interrupt();
    try {
      seenBefore = raisedBefore.isRaised();
      Thread.currentThread().interrupt();
      seenFirst = flag.isRaised();
      Thread.currentThread().interrupt();
      flag.raise();
      Thread.currentThread().interrupt();
      seenThen = flag.isRaised();
    } finally {
      Thread.interrupted();
    }
    assertThat(seenBefore)
        .as("isRaised() of a raised flag, called by an interrupted thread")
        .withFailMessage("\nExpected: isRaised() returns true.\nSeen: it returned false.")
        .isTrue();
    assertThat(seenFirst)
        .as("isRaised() of a new flag, called by an interrupted thread")
        .withFailMessage("\nExpected: isRaised() returns false.\nSeen: it returned true.")
        .isFalse();
    assertThat(flag.isRaised())
        .as("isRaised() after an interrupted thread has called raise()")
        .withFailMessage("\nExpected: isRaised() returns true.\nSeen: it returned false.")
        .isTrue();
    assertThat(seenThen)
        .as("isRaised(), called by an interrupted thread after it has called raise()")
        .withFailMessage("\nExpected: isRaised() returns true.\nSeen: it returned false.")
        .isTrue();
  }

  /** Two threads raise a flag, and each checks it then. */
  static class TwoRaise implements Interleaver.Scenario {
    private final SharedFlag flag = new SharedFlag();
    private volatile boolean sawItLowered;

    @Override
    public void worker1() {
      flag.raise();
      if (!flag.isRaised()) {
        sawItLowered = true;
      }
    }

    @Override
    public void check() {
      assertThat(sawItLowered)
          .as("two threads raise a flag, and each checks it then")
          .withFailMessage(
              "\nExpected: both threads see the flag raised.\n"
                  + "Seen: raise() returned, and then isRaised() returned false.")
          .isFalse();
    }
  }

  /** Two threads check a flag that was raised before, and a third one raises it again. */
  static class RaisedBefore implements Interleaver.ThreeWorkers {
    private final SharedFlag flag = new SharedFlag();
    private volatile boolean sawItLowered;

    RaisedBefore() {
      flag.raise();
    }

    @Override
    public void worker1() {
      if (!flag.isRaised()) {
        sawItLowered = true;
      }
    }

    @Override
    public void worker3() {
      flag.raise();
    }

    @Override
    public void check() {
      assertThat(sawItLowered)
          .as("two threads check a flag that was raised before; another one raises it again")
          .withFailMessage(
              "\nExpected: both threads see the flag raised.\n"
                  + "Seen: a thread saw the flag lowered.")
          .isFalse();
    }
  }

  /** One thread writes and then raises the flag; two others read if they see it raised. */
  static class Announced implements Interleaver.ThreeWorkers {
    private final SharedFlag flag = new SharedFlag();
    private int written;
    private volatile int read = 7;

    @Override
    public void worker1() {
      written = 7;
      flag.raise();
    }

    @Override
    public void worker2() {
      if (flag.isRaised()) {
        read = written;
      }
    }

    @Override
    public void worker3() {
      worker2();
    }

    @Override
    public void check() {
      assertThat(flag.isRaised())
          .as("isRaised() after all threads have ended")
          .withFailMessage("\nExpected: isRaised() returns true.\nSeen: it returned false.")
          .isTrue();
      assertThat(read)
          .as("what a thread read after it saw the flag raised; 7 was written before raise()")
          .isEqualTo(7);
    }
  }

  /** The student's flag, in the form that the probe needs. */
  public static final class Probed implements VisibilityProbe.Subject {
    private final SharedFlag flag = new SharedFlag();

    @Override
    public void change() {
      flag.raise();
    }

    @Override
    public boolean isChanged() {
      return flag.isRaised();
    }
  }
}
