package sharing.runner;

import java.util.ArrayList;
import java.util.List;

/** One paragraph, as lines that fit in a terminal. */
final class Paragraph {
  /** How wide what is printed for a person may be, in characters. */
  static final int WIDTH = 78;

  /** A longer paragraph is cut off, in characters. */
  private static final int WIDEST = 600;

  private Paragraph() {}

  /**
   * The lines of a paragraph. A path or a command is never broken: a student copies it.
   *
   * @param indent what each line begins with
   */
  static List<String> lines(String paragraph, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = paragraph.stripTrailing();
    if (rest.length() > WIDEST) {
      rest = rest.substring(0, WIDEST) + " ...";
    }
    while (rest.length() > WIDTH - indent.length()
        && rest.strip().contains(" ")
        && !rest.startsWith("mvn ")
        && !rest.startsWith("Stuck? ")) {
      int cut = rest.lastIndexOf(' ', WIDTH - indent.length());
      if (cut <= rest.length() - rest.stripLeading().length()) {
        cut = rest.indexOf(' ', rest.length() - rest.stripLeading().length() + 1);
        if (cut < 0) {
          break;
        }
      }
      lines.add(indent + rest.substring(0, cut));
      rest = rest.substring(cut + 1);
    }
    lines.add(indent + rest);
    return lines;
  }
}
