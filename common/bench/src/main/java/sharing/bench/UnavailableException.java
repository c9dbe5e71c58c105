package sharing.bench;

/**
 * Thrown by the set-up of a benchmark that cannot run here because the JDK, the operating system or
 * a server lacks what it measures. The report leaves its row out and gives the message as the
 * reason; the run does not fail.
 */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason what is missing, as in {@code virtual threads came with JDK 21}
   */
  public UnavailableException(String reason) {
    super(reason);
  }

  /**
   * Checks for a JDK that has what a benchmark measures.
   *
   * @param jdk the first such JDK
   * @param what what came with it, as in {@code virtual threads}
   * @throws UnavailableException if this JDK is older
   */
  public static void before(int jdk, String what) {
    if (Runtime.version().feature() < jdk) {
      throw new UnavailableException(what + " came with JDK " + jdk);
    }
  }
}
