package sharing.bench;

/** What a benchmark checks before its time counts: a fast wrong answer is no answer. */
public final class ResultCheck {
  private ResultCheck() {}

  /**
   * Compares a verdict with what is known.
   *
   * @throws IllegalStateException if they differ; JMH then measures nothing
   */
  public static void check(String question, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalStateException(
          question + " is " + expected + ", but the code to be measured says " + seen);
    }
  }
}
