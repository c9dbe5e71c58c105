package sharing.testkit.interleaver;

/**
 * What is done to the participants of one schedule. Immutable.
 *
 * @param first where the first one is paused, or null for nowhere
 * @param second where the second one is paused while the first one stands, or null for nowhere
 * @param endingWait which wait of the first one ends without a reason, or null for none
 * @param isLastWoken whether notify wakes the thread that came to wait last
 * @param areTimesOver whether the time of each wait that has a bound is over while the first one
 *     stands, and hours pass by the clock
 */
record Pauses(
    Breakpoint first,
    Breakpoint second,
    Breakpoint endingWait,
    boolean isLastWoken,
    boolean areTimesOver) {
  static final Pauses NONE = new Pauses(null, null, null, false, false);

  static final Pauses LAST_WOKEN = new Pauses(null, null, null, true, false);

  /** Whether one of them may be at a position. */
  boolean areAt(CodePosition position) {
    return first != null && first.position().equals(position)
        || second != null && second.position().equals(position);
  }

  static Pauses of(Breakpoint first) {
    return new Pauses(first, null, null, false, false);
  }

  static Pauses ofTwo(Breakpoint first, Breakpoint second) {
    return new Pauses(first, second, null, false, false);
  }

  static Pauses ofWait(Breakpoint wait) {
    return new Pauses(null, null, wait, false, false);
  }

  /** The first one is paused for longer than others wait for it. */
  static Pauses ofLong(Breakpoint first) {
    return new Pauses(first, null, null, false, true);
  }

  /** How often the two places of two pauses were met before, and now: 2 if never before. */
  int times() {
    return first.time() + second.time();
  }
}
