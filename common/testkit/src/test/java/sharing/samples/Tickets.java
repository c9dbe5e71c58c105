package sharing.samples;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers tasks, and tells up to which number all of them are done. */
public abstract class Tickets {
  private final AtomicLong next = new AtomicLong();

  /** Begins a task, and returns its number, from 0. */
  public final long begin() {
    return next.getAndIncrement();
  }

  /** Ends a task. */
  public abstract void end(long ticket);

  /** All tasks with a smaller number are done. */
  public abstract long doneBelow();
}
