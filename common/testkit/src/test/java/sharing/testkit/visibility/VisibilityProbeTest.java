package sharing.testkit.visibility;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;

class VisibilityProbeTest {

  @ParameterizedTest
  @ValueSource(classes = {VisibilityProbe.PlainFlag.class, OnlyTheSetterLocks.class})
  void a_flag_that_nothing_orders_is_rejected(Class<? extends VisibilityProbe.Subject> flag) {
    assertThatThrownBy(() -> VisibilityProbe.assertSeenByRunningLoop(flag))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Seen: the loop goes on");
  }

  @ParameterizedTest
  @ValueSource(classes = {Volatile.class, Atomic.class, Opaque.class, BothLock.class})
  void a_flag_that_is_seen_is_accepted(Class<? extends VisibilityProbe.Subject> flag) {
    assertThatCode(() -> VisibilityProbe.assertSeenByRunningLoop(flag)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(classes = {Throwing.class})
  void a_flag_that_throws_is_rejected_with_what_it_threw(
      Class<? extends VisibilityProbe.Subject> flag) {
    assertThatThrownBy(() -> VisibilityProbe.assertSeenByRunningLoop(flag))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("no flag today");
  }

  @ParameterizedTest
  @ValueSource(classes = {RaisedFromTheStart.class})
  void a_flag_that_begins_raised_is_rejected(Class<? extends VisibilityProbe.Subject> flag) {
    assertThatThrownBy(() -> VisibilityProbe.assertSeenByRunningLoop(flag))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("a new flag is not raised");
  }

  public static final class OnlyTheSetterLocks implements VisibilityProbe.Subject {
    private boolean raised;

    @Override
    public synchronized void raise() {
      raised = true;
    }

    @Override
    public boolean isRaised() {
      return raised;
    }
  }

  public static final class BothLock implements VisibilityProbe.Subject {
    private boolean raised;

    @Override
    public synchronized void raise() {
      raised = true;
    }

    @Override
    public synchronized boolean isRaised() {
      return raised;
    }
  }

  public static final class Volatile implements VisibilityProbe.Subject {
    private volatile boolean raised;

    @Override
    public void raise() {
      raised = true;
    }

    @Override
    public boolean isRaised() {
      return raised;
    }
  }

  public static final class Atomic implements VisibilityProbe.Subject {
    private final AtomicBoolean raised = new AtomicBoolean();

    @Override
    public void raise() {
      raised.set(true);
    }

    @Override
    public boolean isRaised() {
      return raised.get();
    }
  }

  public static final class Opaque implements VisibilityProbe.Subject {
    private static final VarHandle RAISED;

    static {
      try {
        RAISED = MethodHandles.lookup().findVarHandle(Opaque.class, "raised", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean raised;

    @Override
    public void raise() {
      RAISED.setOpaque(this, true);
    }

    @Override
    public boolean isRaised() {
      return (boolean) RAISED.getOpaque(this);
    }
  }

  public static final class Throwing implements VisibilityProbe.Subject {
    @Override
    public void raise() {}

    @Override
    public boolean isRaised() {
      throw new IllegalStateException("no flag today");
    }
  }

  public static final class RaisedFromTheStart implements VisibilityProbe.Subject {
    @Override
    public void raise() {}

    @Override
    public boolean isRaised() {
      return true;
    }
  }
}
