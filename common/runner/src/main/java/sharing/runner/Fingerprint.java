package sharing.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hash (SHA-256) of everything that a result depends on. Each part is hashed with its name and
 * its length, so two different lists of parts are never the same text. Only one thread may use an
 * object.
 */
public final class Fingerprint {
  private final MessageDigest digest;

  /** A fingerprint of nothing. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** Adds a text. */
  public Fingerprint add(String name, String text) {
    return add(name, text.getBytes(UTF_8));
  }

  /** Adds the content of something. */
  public Fingerprint add(String name, byte[] content) {
    digest.update((name + "\n" + content.length + "\n").getBytes(UTF_8));
    digest.update(content);
    return this;
  }

  /** Adds a file, or all files in a folder, with their names; nothing if neither exists. */
  public Fingerprint add(Path entry) throws IOException {
    if (!Files.exists(entry)) {
      return this;
    }
    try (Stream<Path> files = Files.walk(entry)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        add(entry.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Adds all jars and folders of a class path. */
  public Fingerprint addClassPath(String classPath) throws IOException {
    for (String entry : classPath.split(File.pathSeparator)) {
      add(Path.of(entry));
    }
    return this;
  }

  /** The hash in hexadecimal digits. Nothing can be added to this object after that. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
