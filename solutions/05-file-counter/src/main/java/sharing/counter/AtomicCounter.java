package sharing.counter;

import java.util.concurrent.atomic.AtomicLong;

/** Step 4. A counter without a lock. */
public final class AtomicCounter implements Counter {
  private final AtomicLong number = new AtomicLong();

  @Override
  public long increment() {
    return number.incrementAndGet();
  }

  @Override
  public boolean incrementBelow(long limit) {
    long seen = number.get();
    while (seen < limit) {
      if (number.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = number.get();
    }
    return false;
  }

  @Override
  public long get() {
    return number.get();
  }
}
