package sharing.testkit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A flag that counts how often it is checked, and that can raise itself at a given check.
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

  /** A flag that stays lowered until a thread raises it. */
  public CountingFlag() {
    this(Long.MAX_VALUE);
  }

  /**
   * A flag that is raised from a given check on.
   *
   * @param check the first check that finds it raised, counted from 1
   */
  public CountingFlag(long check) {
    this.raisesItselfAt = check;
  }

  /** Raises the flag. */
  public void raise() {
    raised = true;
  }

  /** Lowers the flag. */
  public void lower() {
    raised = false;
  }

  /** Tells whether the flag is raised, and counts the check. */
  public boolean isRaised() {
    if (looks.incrementAndGet() >= raisesItselfAt) {
      raised = true;
    }
    if (raised) {
      looksWhileRaised.incrementAndGet();
    }
    return raised;
  }

  /** How often the flag was checked; {@link #wasRaised} does not count. */
  public long looks() {
    return looks.get();
  }

  /** How often it was checked and found raised. */
  public long looksWhileRaised() {
    return looksWhileRaised.get();
  }

  /** Whether it is raised; this check is not counted. */
  public boolean wasRaised() {
    return raised;
  }
}
