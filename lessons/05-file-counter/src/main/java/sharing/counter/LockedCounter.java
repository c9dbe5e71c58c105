package sharing.counter;

/** Step 3. A counter that you guard with a lock. */
public final class LockedCounter implements Counter {
  @Override
  public long increment() {
    throw new UnsupportedOperationException("TODO step 3: add one");
  }

  @Override
  public boolean incrementBelow(long limit) {
    throw new UnsupportedOperationException("TODO step 3: add one, if there is room");
  }

  @Override
  public long get() {
    throw new UnsupportedOperationException("TODO step 3: return the number");
  }
}
