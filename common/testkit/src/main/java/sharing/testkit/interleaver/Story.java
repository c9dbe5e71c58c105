package sharing.testkit.interleaver;

/**
 * The events of one schedule as a student reads them, one sentence in each line. Only the thread
 * that drives the schedule may use it.
 */
final class Story {
  /** A placeholder for the place of the pause, whose text is inserted at the end. */
  static final String PLACE = "<place>";

  /** The end of a sentence about a worker that ended in its turn. */
  static final String TO_ITS_END = " ran to its end.";

  /** A placeholder for the place of the second pause. */
  static final String SECOND_PLACE = "<second place>";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line. */
  void add(String sentence) {
    text.append(sentence).append('\n');
  }

  /**
   * Adds the states of the threads that do not end.
   *
   * @param threads a line for each
   */
  void addHang(String threads) {
    text.append(isEmpty() ? "" : "Then this run did not end:\n").append(threads);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether it mentions a pause. */
  boolean tellsOfPause() {
    return text.indexOf(PLACE) >= 0;
  }

  /**
   * The whole story, without a line break at its end.
   *
   * @param place of the pause of the first one; empty if it was not paused
   * @param secondPlace of that of the second one
   */
  String text(String place, String secondPlace) {
    return text.toString().strip().replace(PLACE, place).replace(SECOND_PLACE, secondPlace);
  }

  /** The whole story without a pause, which its first line says. */
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

  /** Removes the whole story and returns it. */
  String take() {
    String all = text.toString();
    text.setLength(0);
    return all;
  }
}
