package sharing.testkit.interleaver;

/**
 * The pauses and other events that one schedule prescribes for its participants. Immutable.
 *
 * @param first where the first one is paused, or null for nowhere
 * @param second where the second one is paused while the first one is paused, or null for nowhere
 * @param endingWait which wait of the first one ends spuriously, or null for none
 * @param isLastWoken whether notify wakes the thread that began to wait last
 * @param areTimesOver whether each wait with a time limit times out while the first one is paused,
 *     and hours pass on the clock
 * @param isPatient whether a thread may pause very often before another one continues
 */
record Pauses(
    Breakpoint first,
    Breakpoint second,
    Breakpoint endingWait,
    boolean isLastWoken,
    boolean areTimesOver,
    boolean isPatient) {
  static final Pauses NONE = new Pauses(null, null, null, false, false, false);

  static final Pauses LAST_WOKEN = new Pauses(null, null, null, true, false, false);

  /** Whether one of them may be at a position. */
  boolean areAt(CodePosition position) {
    return first != null && first.position().equals(position)
        || second != null && second.position().equals(position);
  }

  static Pauses of(Breakpoint first) {
    return new Pauses(first, null, null, false, false, false);
  }

  static Pauses ofTwo(Breakpoint first, Breakpoint second) {
    return new Pauses(first, second, null, false, false, false);
  }

  static Pauses ofWait(Breakpoint wait) {
    return new Pauses(null, null, wait, false, false, false);
  }

  /** The first one is paused for longer than others wait for it. */
  static Pauses ofLong(Breakpoint first) {
    return new Pauses(first, null, null, false, true, false);
  }

  /** The first one is paused for longer than others try for it. */
  static Pauses ofPatient(Breakpoint first) {
    return new Pauses(first, null, null, false, false, true);
  }

  /** The same, with other places. */
  Pauses at(Breakpoint first, Breakpoint second, Breakpoint endingWait) {
    return new Pauses(first, second, endingWait, isLastWoken, areTimesOver, isPatient);
  }

  /** Whether others have a place wherever these have one. */
  boolean areMetBy(Pauses others) {
    return (first == null || others.first != null)
        && (second == null || others.second != null)
        && (endingWait == null || others.endingWait != null);
  }

  /** How often the two places of two pauses were met before, and now: 2 if never before. */
  int times() {
    return first.time() + second.time();
  }
}
