package sharing.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The Java files in a person's folder. Any number of threads may call its methods.
 *
 * <p>Editors and archives leave files beside them whose names begin with a dot, such as {@code
 * .#Flag.java} and {@code ._Flag.java}: these do not count.
 */
public final class SourceFiles {
  private static final String ENDING = ".java";

  /** The folders of sources, relative to the folder of their classes. */
  private static final List<String> FOLDERS =
      List.of(
          "../../src/main/java",
          "../../src/test/java",
          "../generated-test-sources/lesson/test/java",
          "../sources");

  private SourceFiles() {}

  /**
   * All Java files below a folder, in order; none if there is no such folder. A file that
   * disappears in the meantime is left out. Links to folders are not followed.
   *
   * @throws IOException if a folder cannot be read
   */
  public static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(ENDING) && !name.startsWith(".")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    Collections.sort(found);
    return List.copyOf(found);
  }

  /**
   * The source file of a class, if it is where Maven or an IDE puts it.
   *
   * @param name the name of the file, without folders
   */
  public static Optional<Path> of(Class<?> type, String name) {
    Path classes;
    try {
      classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e); // A class loader makes URLs that are URIs.
    }
    String inPackage = type.getPackageName().replace('.', '/') + "/" + name;
    return FOLDERS.stream()
        .map(folder -> classes.resolve(folder).resolve(inPackage).normalize())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * The text of a file. Bytes that are not UTF-8 become replacement characters; the compiler has
   * already reported them.
   *
   * @throws IOException if it cannot be read
   */
  public static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * The lines of {@link #text}, without their ends.
   *
   * @throws IOException if it cannot be read
   */
  public static List<String> lines(Path file) throws IOException {
    return text(file).lines().toList();
  }
}
