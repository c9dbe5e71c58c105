package sharing.counter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A count as the text of a file: its decimal digits, and then a newline. A text without the newline
 * is not complete: {@code 4000} may be the beginning of {@code 40000}.
 */
public final class CountText {
  private static final Pattern FORM = Pattern.compile("[0-9]+\n");

  private CountText() {}

  /** Returns the text of a count that is 0 or more. */
  public static String format(long count) {
    return count + "\n";
  }

  /**
   * Returns the count that a text holds.
   *
   * @param text the whole content of the file
   * @param file the file that the text comes from, for the message of an exception
   * @return 0 or more
   * @throws IOException if the text is not exactly one number from 0 to {@link Long#MAX_VALUE} and
   *     a newline; the message names the file
   */
  public static long parse(String text, Path file) throws IOException {
    if (!FORM.matcher(text).matches()) {
      String seen = text.replace("\n", "\\n");
      throw new IOException(file + " holds \"" + seen + "\" instead of digits and a newline");
    }
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds a number above Long.MAX_VALUE", e);
    }
  }
}
