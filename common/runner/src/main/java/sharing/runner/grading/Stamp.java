package sharing.runner.grading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hash of all that a verdict depends on: the answer, the skeleton, the tests and the engine, the
 * weights, and the Java that runs them. With the same stamp, a submission need not be graded again.
 * Any number of threads may use it.
 */
final class Stamp {
  private final byte[] course;

  /**
   * @param classPath of the lesson's tests
   * @param skeleton the folder of the skeleton's sources
   */
  Stamp(String classPath, Path skeleton, Weights weights) throws IOException {
    MessageDigest all = sha256();
    for (String entry : classPath.split(java.io.File.pathSeparator)) {
      add(all, Path.of(entry));
    }
    add(all, skeleton);
    all.update((weights + "\n" + System.getProperty("java.vm.version")).getBytes(UTF_8));
    all.update((byte) LessonResult.VERSION);
    course = all.digest();
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  /** The stamp of an answer, in hexadecimal digits. */
  String of(Answer answer) {
    MessageDigest all = sha256();
    all.update(course);
    for (Map.Entry<Path, byte[]> file : answer.files().entrySet()) {
      add(all, file.getKey().toString(), file.getValue());
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static void add(MessageDigest all, Path entry) throws IOException {
    if (!Files.exists(entry)) {
      return;
    }
    try (Stream<Path> files = Files.walk(entry)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        add(all, entry.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  /** With its length, so that no two lists of files look the same. */
  private static void add(MessageDigest all, String name, byte[] content) {
    all.update((name + "\n" + content.length + "\n").getBytes(UTF_8));
    all.update(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Each Java has it.
    }
  }
}
