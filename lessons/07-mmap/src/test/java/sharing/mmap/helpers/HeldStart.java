package sharing.mmap.helpers;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.testkit.Uninterruptibly;

/**
 * Holds the first start of a process in this JVM in the middle, until this object is closed; later
 * starts are not held. It works on code that asks for the system property {@code java.home} when it
 * starts a process, as {@code ChildJvm} does.
 */
public final class HeldStart implements AutoCloseable {
  private static final String HOME = "java.home";

  private final Properties before = System.getProperties();
  private final CountDownLatch isOver = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  public HeldStart() {
    System.setProperties(new Asked(before, this));
  }

  /** Whether a start is held. */
  public boolean isHolding() {
    return asked.get() > 0 && isOver.getCount() > 0;
  }

  private void hold() {
    if (asked.incrementAndGet() == 1) {
      Uninterruptibly.await(isOver);
    }
  }

  /** Lets the start continue. */
  @Override
  public void close() {
    System.setProperties(before);
    isOver.countDown();
  }

  private static final class Asked extends Properties {
    private static final long serialVersionUID = 1;

    private final transient HeldStart start;

    Asked(Properties others, HeldStart start) {
      this.start = start;
      putAll(others);
    }

    @Override
    public String getProperty(String key) {
      if (key.equals(HOME)) {
        start.hold();
      }
      return super.getProperty(key);
    }
  }
}
