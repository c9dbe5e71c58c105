package sharing.testkit.interleaver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sharing.testkit.SourceFiles;

/** Finds the text of a line in the source file of a class. */
final class SourceLines {
  private SourceLines() {}

  /**
   * The line of a position, without the blanks around it; empty if its file is not found beside its
   * class, or is shorter.
   *
   * @throws IOException if the file cannot be read
   */
  static String text(CodePosition at) throws ClassNotFoundException, IOException {
    Class<?> type = Class.forName(at.type(), false, SourceLines.class.getClassLoader());
    Optional<Path> file = SourceFiles.of(type, at.file());
    if (file.isEmpty()) {
      return "";
    }
    List<String> lines = SourceFiles.lines(file.get());
    return at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
  }
}
