package sharing.testkit.interleaver;

/**
 * A {@code StringBuilder} that two threads append to. {@code append} reads the length, writes the
 * characters from there on, and writes the length. The text that another thread appends between the
 * last two overwrites the characters; then the length grows once, and not twice.
 *
 * <p>{@code StringBuilder} is final, and the JVM knows it well, so there is no {@linkplain
 * CollectionCopies copy} of it. The effect of the pause on an append follows after it.
 */
final class SharedText {
  private static final InsidePlace BEFORE_LENGTH =
      new InsidePlace(-1, "it writes the length", "length", true);

  private static final ThreadLocal<Overwritten> OVERWRITTEN = new ThreadLocal<>();

  /**
   * The text that another thread has appended during the pause.
   *
   * @param length the length before the pause
   * @param now the length after it
   */
  private record Overwritten(int length, int now) {}

  private SharedText() {}

  /** Whether a call appends to a {@code StringBuilder}. */
  static boolean isAppended(CodePosition position, Object target) {
    return target instanceof StringBuilder && position.member().equals("append");
  }

  /** A thread is about to append. Returns when it may. */
  static void before(StringBuilder text, ActionListener listener) {
    int length = text.length();
    listener.inside(BEFORE_LENGTH, text, -1);
    if (text.length() > length) {
      OVERWRITTEN.set(new Overwritten(length, text.length()));
    }
  }

  /** A thread has appended. */
  static void after(StringBuilder text) {
    Overwritten overwritten = OVERWRITTEN.get();
    if (overwritten == null) {
      return;
    }
    OVERWRITTEN.remove();
    int appended = text.length() - overwritten.now;
    int theirs = overwritten.now - overwritten.length;
    if (appended > theirs) {
      text.delete(overwritten.now, overwritten.now + theirs);
    } else {
      text.setLength(overwritten.length + Math.max(appended, 0));
    }
  }
}
