package sharing.samples;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;

/** Signals that are raised by a compare-and-set. */
public final class Signals {
  private Signals() {}

  public static final class Strong implements Signal {
    private final AtomicBoolean raised = new AtomicBoolean();

    @Override
    public void raise() {
      raised.compareAndSet(false, true);
    }

    @Override
    public boolean isRaised() {
      return raised.get();
    }
  }

  public static final class WeakInALoop implements Signal {
    private final AtomicBoolean raised = new AtomicBoolean();

    @Override
    public void raise() {
      while (!raised.get()) {
        raised.weakCompareAndSetVolatile(false, true);
      }
    }

    @Override
    public boolean isRaised() {
      return raised.get();
    }
  }

  /** It may fail though nobody else has been there. */
  public static final class WeakOnce implements Signal {
    private final AtomicBoolean raised = new AtomicBoolean();

    @Override
    public void raise() {
      raised.weakCompareAndSetVolatile(false, true);
    }

    @Override
    public boolean isRaised() {
      return raised.get();
    }
  }

  public static final class WeakOnceOfAField implements Signal {
    private static final VarHandle RAISED = RacyHandovers.handle(WeakOnceOfAField.class, "raised");
    private volatile boolean raised;

    @Override
    public void raise() {
      RAISED.weakCompareAndSet(this, false, true);
    }

    @Override
    public boolean isRaised() {
      return raised;
    }
  }
}
