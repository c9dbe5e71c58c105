package sharing.bench;

/** The check of a benchmark's result before its time counts: a fast wrong answer is worthless. */
public final class ResultCheck {
  private ResultCheck() {}

  /**
   * Compares an answer with the right one.
   *
   * @param question what was asked, as in {@code isPrime(9)}; it begins the message
   * @param expected the right answer, not null
   * @param seen the answer of the code to be measured
   * @throws IllegalStateException if they differ; JMH then measures nothing
   */
  public static void check(String question, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalStateException(
          question + " is " + expected + ", but the code to be measured says " + seen);
    }
  }
}
