package sharing.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import sharing.testkit.SourceFiles;

/**
 * Which sources a folder of classes was compiled from, by their content. Maven goes by the time of
 * a file, and an archive or a copy may bring an older file in place of a newer one.
 */
final class SourceStamp {
  private final Path sources;
  private final Path classes;
  private final Path file;

  /**
   * @param file where the stamp is kept
   */
  SourceStamp(Path sources, Path classes, Path file) {
    this.sources = sources;
    this.classes = classes;
    this.file = file;
  }

  /** Whether the sources have changed since the stamp was written, and the classes have not. */
  boolean isOld() throws IOException {
    if (!Files.exists(file) || Files.readString(file).equals(content())) {
      return false;
    }
    for (Path compiled : compiledIn(classes)) {
      if (Files.getLastModifiedTime(compiled).compareTo(Files.getLastModifiedTime(file)) > 0) {
        return false; // Maven has noticed that they changed, and compiles all or nothing.
      }
    }
    return true;
  }

  /** The classes are those of the sources as they are now. */
  void write() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content());
  }

  /** Puts the classes of another folder in place of these. */
  void replaceClasses(Path others) throws IOException {
    for (Path compiled : compiledIn(classes)) {
      Files.delete(compiled);
    }
    for (Path compiled : compiledIn(others)) {
      Path copy = classes.resolve(others.relativize(compiled));
      Files.createDirectories(copy.getParent());
      Files.copy(compiled, copy);
    }
  }

  private static List<Path> compiledIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".class")).toList();
    }
  }

  private String content() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path source : SourceFiles.in(sources)) {
        byte[] bytes = Files.readAllBytes(source);
        String begin = sources.relativize(source) + "\n" + bytes.length + "\n";
        digest.update(begin.getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
