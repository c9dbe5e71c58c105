package sharing.samples;

/** A counter that is right in one thread. Whether it is in two is what its shape decides. */
public abstract class Counter {
  protected long count;

  /** Adds one. */
  public abstract void add() throws Exception;

  /** How often one was added. */
  public long get() {
    return count;
  }

  protected long read() {
    return count;
  }

  protected void write(long value) {
    count = value;
  }
}
