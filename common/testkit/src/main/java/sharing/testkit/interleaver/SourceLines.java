package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sharing.testkit.SourceFiles;

/** Finds the text of a line in the source file of a class. */
final class SourceLines {
  /** A monitor that is a name, as in {@code synchronized (this.lock) {}. */
  private static final Pattern MONITOR = Pattern.compile("\\bsynchronized *\\(([\\w.]+)\\)");

  /** An element of an array, as in {@code next[0]}, and neither a type nor a new array. */
  private static final Pattern ELEMENT = Pattern.compile("(?<!\\bnew )\\b(\\w+)\\[(?=[^\\]])");

  private SourceLines() {}

  /**
   * The line of a position, without the blanks around it; empty if its file is not found beside its
   * class, or is shorter.
   *
   * @throws IOException if the file cannot be read
   */
  static String text(CodePosition at) throws ClassNotFoundException, IOException {
    // The tests' thread has the loader of the classes that are tested; the engine's may lack them.
    ClassLoader tested = Thread.currentThread().getContextClassLoader();
    Class<?> type = Class.forName(at.type(), false, tested);
    Optional<Path> file = SourceFiles.of(type, at.file());
    if (file.isEmpty()) {
      return "";
    }
    List<String> lines = SourceFiles.lines(file.get());
    return at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
  }

  /** The locked expression at a position, as in the source line; empty if it has no name. */
  static String monitor(CodePosition at) {
    return only(MONITOR, at);
  }

  /** The array whose element is used at a position; empty if the line has none, or several. */
  static String array(CodePosition at) {
    return only(ELEMENT, at);
  }

  /** The match of a pattern in a line if it is always the same name; otherwise empty. */
  private static String only(Pattern pattern, CodePosition at) {
    try {
      List<String> names =
          pattern.matcher(text(at)).results().map(found -> found.group(1)).distinct().toList();
      return names.size() == 1 ? names.get(0) : "";
    } catch (ClassNotFoundException | IOException e) {
      return "";
    }
  }
}
