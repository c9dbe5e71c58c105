package sharing.samples;

import java.util.concurrent.atomic.AtomicInteger;

/** A resource that is open as long as somebody uses it: the first opens it, the last closes it. */
public final class Resources {
  private Resources() {}

  /** One resource. */
  public abstract static class Resource {
    private volatile boolean isOpen;

    /** Uses it. */
    public final void use() {
      enter();
      if (!isOpen) {
        throw new IllegalStateException("used while it is closed");
      }
      leave();
    }

    protected abstract void enter();

    protected abstract void leave();

    protected final void open() {
      isOpen = true;
    }

    protected final void close() {
      isOpen = false;
    }
  }

  /** Between the last one's count and its close, another one may come. */
  public static final class ClosesLate extends Resource {
    private final AtomicInteger users = new AtomicInteger();

    @Override
    protected void enter() {
      users.incrementAndGet();
      open();
    }

    @Override
    protected void leave() {
      if (users.decrementAndGet() == 0) {
        close();
      }
    }
  }

  /** Two looks at the count do not make one. */
  public static final class LooksTwice extends Resource {
    private volatile int users;

    @Override
    protected synchronized void enter() {
      users++;
      open();
    }

    @Override
    protected void leave() {
      synchronized (this) {
        users--;
      }
      if (users == 0) {
        close();
      }
    }
  }

  public static final class Counted extends Resource {
    private int users;

    @Override
    protected synchronized void enter() {
      users++;
      if (users == 1) {
        open();
      }
    }

    @Override
    protected synchronized void leave() {
      users--;
      if (users == 0) {
        close();
      }
    }
  }
}
