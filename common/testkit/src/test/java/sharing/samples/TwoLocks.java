package sharing.samples;

/** Two methods that take the same two locks, each in its own order: a deadlock. */
public final class TwoLocks {
  private final Object one = new Object();
  private final Object other = new Object();
  private int count;

  /** Adds one. */
  public void up() {
    synchronized (one) {
      synchronized (other) {
        count++;
      }
    }
  }

  /** Takes one away. */
  public void down() {
    synchronized (other) {
      synchronized (one) {
        count--;
      }
    }
  }

  /** The number; after all threads have ended. */
  public int get() {
    return count;
  }
}
