package sharing.flags.demo;

/** The same as {@link sharing.flags.wrong.PlainSearch}, except for one word. */
final class VolatileSearch {
  private volatile boolean raised;

  void raise() {
    raised = true;
  }

  long search(long n, long d) {
    while (!raised && d * d <= n && n % d != 0) {
      d += 2;
    }
    return d;
  }
}
