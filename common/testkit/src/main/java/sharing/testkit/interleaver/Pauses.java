package sharing.testkit.interleaver;

/**
 * Where the participants of one schedule are paused. Immutable.
 *
 * @param first where the first one is, or null to see what it does
 * @param second where the second one is while the first one stands, or null for nowhere
 */
record Pauses(Breakpoint first, Breakpoint second) {
  static final Pauses NONE = new Pauses(null, null);

  /** Whether one of them may be at a position. */
  boolean areAt(CodePosition position) {
    return first != null && first.position().equals(position)
        || second != null && second.position().equals(position);
  }

  static Pauses of(Breakpoint first) {
    return new Pauses(first, null);
  }
}
