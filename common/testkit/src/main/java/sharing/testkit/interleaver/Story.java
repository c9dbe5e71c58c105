package sharing.testkit.interleaver;

/**
 * What happened in one schedule, a sentence a line, as a student reads it. Only the thread that
 * drives the schedule may use it.
 */
final class Story {
  /** Stands in a sentence for the place of the pause, whose text is looked up at the end. */
  static final String PLACE = "<place>";

  /** The end of a sentence about one that had its turn, and has ended. */
  static final String TO_ITS_END = " ran to its end.";

  /** Stands for the place of the second one's pause. */
  static final String SECOND_PLACE = "<second place>";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  void add(String sentence) {
    text.append(sentence).append('\n');
  }

  /**
   * Adds what the threads do that do not end.
   *
   * @param threads a line for each
   */
  void addHang(String threads) {
    text.append(isEmpty() ? "" : "Then there was no end:\n").append(threads);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether it tells that one was paused. */
  boolean tellsOfPause() {
    return text.indexOf(PLACE) >= 0;
  }

  /**
   * The whole, without a line break at its end.
   *
   * @param place of the pause of the first one; empty if it was not paused
   * @param secondPlace of that of the second one
   */
  String text(String place, String secondPlace) {
    return text.toString().strip().replace(PLACE, place).replace(SECOND_PLACE, secondPlace);
  }

  /** The whole if nothing was paused, which its first line says. */
  String withoutPause() {
    if (isEmpty()) {
      return "Only a new scenario was created.";
    }
    boolean oneAfterTheOther = text.toString().lines().allMatch(line -> line.endsWith(TO_ITS_END));
    return (oneAfterTheOther
            ? "Nothing was paused: one ran after the other.\n"
            : "Nothing was paused.\n")
        + text("", "");
  }

  /** The whole as it is, which is then no longer part of it. */
  String take() {
    String all = text.toString();
    text.setLength(0);
    return all;
  }
}
