package sharing.runner.grading;

import java.util.Locale;

/**
 * Text of submissions, made fit for a page. Names and messages may hold anything: no tag, no
 * quotation mark and no invisible character of theirs has an effect.
 */
final class PageText {
  private PageText() {}

  /**
   * For an element or a quoted attribute. A control character, a mark that turns the direction of
   * the text, or half a character is shown as its number in Java: <code>&#92;u202e</code>.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.replace("\r\n", "\n").codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int character) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case '\n', '\t' -> escaped.append((char) character);
      default -> {
        if (isVisible(character)) {
          escaped.appendCodePoint(character);
        } else {
          for (char half : Character.toChars(character)) {
            escaped.append(String.format("\\u%04x", (int) half));
          }
        }
      }
    }
  }

  private static boolean isVisible(int character) {
    if (character >= ' ' && character < 0x7F) {
      return true;
    }
    // Some scripts, and some pictures, are written with joiners.
    boolean isJoiner = character == 0x200C || character == 0x200D;
    return isJoiner
        || switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  /** The first characters, {@code length} at most, without half a character at the end. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean isHalf = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, isHalf ? length - 1 : length);
  }

  /** Says of a text of {@code all} characters that it is cut, and where the whole text is. */
  static String cutNote(int length, int all) {
    return String.format(
        Locale.ROOT,
        "The first %,d of %,d characters. The rest is in %s.",
        length,
        all,
        LessonResult.FILE);
  }

  /** In one line of {@code length} characters at most, and an ellipsis. Not escaped. */
  static String line(String text, int length) {
    String line = cut(text, 10 * length).strip().replaceAll("\\s+", " ");
    return line.length() <= length ? line : cut(line, length) + "\u2026";
  }

  /** A name: the text beside it keeps its direction. */
  static String name(String name) {
    return "<bdi>" + escape(name) + "</bdi>";
  }

  /** A link within the page. */
  static String link(String id, String html) {
    return "<a href=\"#" + id + "\">" + html + "</a>";
  }
}
