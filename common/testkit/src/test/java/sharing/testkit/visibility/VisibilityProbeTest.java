package sharing.testkit.visibility;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;

class VisibilityProbeTest {
  private static final String LOOP = "while (number.get() != 7) {}";

  @ParameterizedTest
  @ValueSource(classes = {VisibilityProbe.PlainField.class, OnlyTheSetterLocks.class})
  void a_change_that_nothing_orders_is_rejected(Class<? extends VisibilityProbe.Subject> subject) {
    assertThatThrownBy(() -> tryOut(subject))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Thread 2 called number.put(7), and the call returned.")
        .hasMessageContaining("Seen: the loop goes on, as if number.put(7) had not been called.");
  }

  @ParameterizedTest
  @ValueSource(classes = {Volatile.class, Atomic.class, Opaque.class, BothLock.class})
  void a_change_that_is_seen_is_accepted(Class<? extends VisibilityProbe.Subject> subject) {
    assertThatCode(() -> tryOut(subject)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(classes = {Throwing.class})
  void a_loop_that_throws_is_rejected_with_what_it_threw(
      Class<? extends VisibilityProbe.Subject> subject) {
    assertThatThrownBy(() -> tryOut(subject))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("nothing today");
  }

  @ParameterizedTest
  @ValueSource(classes = {ChangedFromTheStart.class})
  void a_loop_that_ends_before_the_change_is_rejected(
      Class<? extends VisibilityProbe.Subject> subject) {
    assertThatThrownBy(() -> tryOut(subject))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("the loop goes on until number.put(7) is called");
  }

  @Test
  void a_jvm_that_does_not_start_is_no_verdict_on_the_answer() {
    assertThatThrownBy(() -> tryOut(Volatile.class, List.of("-Xmx1k")))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("to try a plain field. The JVM ended with exit code 1, and printed:")
        .hasMessageContaining("Too small maximum heap")
        .hasMessageContaining("so there is no verdict");
  }

  @Test
  void a_jvm_that_the_answer_ends_is_told_of_with_its_exit_code() {
    assertThatThrownBy(() -> tryOut(Exiting.class))
        .isInstanceOf(CheckFailedError.class)
        .hasMessageContaining("Expected: number.put(7) and the call in the loop return.")
        .hasMessageContaining("Seen: The JVM ended with exit code 3, and printed nothing.");
  }

  private static void tryOut(Class<? extends VisibilityProbe.Subject> subject) throws Exception {
    VisibilityProbe.assertSeenByRunningLoop(subject, "number.put(7)", LOOP);
  }

  private static void tryOut(Class<? extends VisibilityProbe.Subject> subject, List<String> options)
      throws Exception {
    VisibilityProbe.assertSeenByRunningLoop(subject, "number.put(7)", LOOP, options);
  }

  public static final class Exiting implements VisibilityProbe.Subject {
    @Override
    public void change() {
      System.exit(3);
    }

    @Override
    public boolean isChanged() {
      return false;
    }
  }

  public static final class OnlyTheSetterLocks implements VisibilityProbe.Subject {
    private boolean changed;

    @Override
    public synchronized void change() {
      changed = true;
    }

    @Override
    public boolean isChanged() {
      return changed;
    }
  }

  public static final class BothLock implements VisibilityProbe.Subject {
    private boolean changed;

    @Override
    public synchronized void change() {
      changed = true;
    }

    @Override
    public synchronized boolean isChanged() {
      return changed;
    }
  }

  public static final class Volatile implements VisibilityProbe.Subject {
    private volatile boolean changed;

    @Override
    public void change() {
      changed = true;
    }

    @Override
    public boolean isChanged() {
      return changed;
    }
  }

  public static final class Atomic implements VisibilityProbe.Subject {
    private final AtomicBoolean changed = new AtomicBoolean();

    @Override
    public void change() {
      changed.set(true);
    }

    @Override
    public boolean isChanged() {
      return changed.get();
    }
  }

  public static final class Opaque implements VisibilityProbe.Subject {
    private static final VarHandle CHANGED;

    static {
      try {
        CHANGED = MethodHandles.lookup().findVarHandle(Opaque.class, "changed", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean changed;

    @Override
    public void change() {
      CHANGED.setOpaque(this, true);
    }

    @Override
    public boolean isChanged() {
      return (boolean) CHANGED.getOpaque(this);
    }
  }

  public static final class Throwing implements VisibilityProbe.Subject {
    @Override
    public void change() {}

    @Override
    public boolean isChanged() {
      throw new IllegalStateException("nothing today");
    }
  }

  public static final class ChangedFromTheStart implements VisibilityProbe.Subject {
    @Override
    public void change() {}

    @Override
    public boolean isChanged() {
      return true;
    }
  }
}
