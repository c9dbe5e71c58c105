package sharing.flags.wrong;

/** A search that another thread may be unable to stop: its flag is a plain field. */
public final class PlainSearch {
  private boolean raised;

  /** Asks the search to stop. */
  public void raise() {
    raised = true;
  }

  /**
   * Tries {@code d}, and then every second number, as a divisor of {@code n}.
   *
   * @return the divisor that it found; otherwise the first number that it did not try, because the
   *     flag is raised or the number is above the square root
   */
  public long search(long n, long d) {
    while (!raised && d * d <= n && n % d != 0) {
      d += 2;
    }
    return d;
  }
}
