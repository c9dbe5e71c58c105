package sharing.testkit.interleaver;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sharing.testkit.SourceFiles;

/** Finds the text of a line in the source file of a class. */
final class SourceLines {
  /** Where sources stand, seen from the folder of their classes. */
  private static final List<String> FOLDERS =
      List.of(
          "../../src/main/java",
          "../../src/test/java",
          "../generated-test-sources/lesson/test/java",
          "../sources");

  private SourceLines() {}

  /**
   * The line of a position, without the blanks around it; empty if its file is not found beside its
   * class, or is shorter.
   *
   * @throws IOException if the file cannot be read
   */
  static String text(CodePosition at)
      throws ClassNotFoundException, URISyntaxException, IOException {
    Class<?> type = Class.forName(at.type(), false, SourceLines.class.getClassLoader());
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    String inPackage = type.getPackageName().replace('.', '/') + "/" + at.file();
    for (String folder : FOLDERS) {
      Path file = classes.resolve(folder).resolve(inPackage).normalize();
      if (Files.isRegularFile(file)) {
        List<String> lines = SourceFiles.lines(file);
        return at.line() <= lines.size() ? lines.get(at.line() - 1).strip() : "";
      }
    }
    return "";
  }
}
