package sharing.flags.wrong;

/** A search that another thread cannot stop: its flag is a plain field. */
public final class PlainSearch {
  private boolean raised;

  /** Asks the search to stop. */
  public void raise() {
    raised = true;
  }

  /**
   * Tries the divisors of {@code n}: {@code d}, and then every second number.
   *
   * @return the first one that it did not try, because the flag is raised, or since it is above the
   *     square root; or the one that fits
   */
  public long search(long n, long d) {
    while (!raised && d * d <= n && n % d != 0) {
      d += 2;
    }
    return d;
  }
}
