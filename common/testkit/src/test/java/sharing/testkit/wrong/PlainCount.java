package sharing.testkit.wrong;

/** A count: right for one thread, wrong for several. */
public final class PlainCount {
  private int count;

  /** Adds one. */
  public void add() {
    if (count >= 0) {
      count++;
    }
  }

  /** The count. */
  public int count() {
    return count;
  }
}
