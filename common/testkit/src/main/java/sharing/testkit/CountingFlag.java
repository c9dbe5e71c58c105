package sharing.testkit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A flag that counts how often it is looked at, and that can raise itself at a given look.
 *
 * <p>Counts are events, not milliseconds: they are the same on a fast machine and on a busy one. A
 * lesson makes it a flag of its own kind in one line:
 *
 * <pre>{@code
 * final class CountedFlag extends CountingFlag implements Flag {}
 * }</pre>
 *
 * <p>Safe for use by any number of threads.
 */
public class CountingFlag {
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong looksWhileRaised = new AtomicLong();
  private final long raisesItselfAt;
  private volatile boolean raised;

  /** A flag that stays lowered until somebody raises it. */
  public CountingFlag() {
    this(Long.MAX_VALUE);
  }

  /**
   * A flag that is raised from a given look on.
   *
   * @param look the first look that finds it raised, counted from 1
   */
  public CountingFlag(long look) {
    this.raisesItselfAt = look;
  }

  /** Raises the flag. */
  public void raise() {
    raised = true;
  }

  /** Lowers the flag. */
  public void lower() {
    raised = false;
  }

  /** Tells whether the flag is raised, and counts the look. */
  public boolean isRaised() {
    if (looks.incrementAndGet() >= raisesItselfAt) {
      raised = true;
    }
    if (raised) {
      looksWhileRaised.incrementAndGet();
    }
    return raised;
  }

  /** How often the flag was looked at. */
  public long looks() {
    return looks.get();
  }

  /** How often it was looked at and found raised. */
  public long looksWhileRaised() {
    return looksWhileRaised.get();
  }

  /** Whether it is raised; this look is not counted. */
  public boolean wasRaised() {
    return raised;
  }
}
