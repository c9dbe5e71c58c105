package sharing.runner.grading;

/** Text of a submission, without the characters that a platform may refuse. */
final class PlainText {

  private PlainText() {}

  /**
   * The text with {@code \n} between its lines, and with a question mark for each control character
   * other than a tab, and for half a surrogate pair. PostgreSQL, for instance, stores no {@code
   * NUL}.
   */
  static String of(String text) {
    return text.replaceAll("\r\n?", "\n").replaceAll("[\\p{Cc}\\p{Cs}&&[^\\t\\n]]", "?");
  }

  /** The same in one line: each tab and each end of a line becomes a space. */
  static String line(String text) {
    return of(text).replaceAll("[\\t\\n]", " ");
  }
}
