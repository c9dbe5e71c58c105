package sharing.runner.edition;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One file of an edition.
 *
 * @param path from the root of the course, with slashes
 * @param isExecutable whether it is a program
 * @param bytes what it holds
 */
record EditionFile(String path, boolean isExecutable, byte[] bytes) {

  /** Its content, if that is text: as in Git, a file with a zero byte is no text. */
  Optional<String> text() {
    for (byte each : bytes) {
      if (each == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  /** The same file without the lines for instructors. */
  EditionFile forStudents() throws RefusedException {
    Optional<String> text = text();
    if (text.isEmpty()) {
      return this;
    }
    String left = InstructorLines.left(path, text.get());
    return new EditionFile(path, isExecutable, left.getBytes(StandardCharsets.UTF_8));
  }
}
