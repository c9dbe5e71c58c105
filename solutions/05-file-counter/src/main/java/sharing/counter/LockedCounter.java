package sharing.counter;

/** Step 3. A counter that you guard with a lock. */
public final class LockedCounter implements Counter {
  private long number;

  @Override
  public synchronized long increment() {
    number++;
    return number;
  }

  @Override
  public synchronized boolean incrementBelow(long limit) {
    if (number >= limit) {
      return false;
    }
    number++;
    return true;
  }

  @Override
  public synchronized long get() {
    return number;
  }
}
