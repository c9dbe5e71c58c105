package sharing.counter.wrong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A counter in a file: right for one thread, wrong for several. */
public final class UnlockedCounter {
  private final Path file;

  /** A counter in a file that exists. An empty file counts as 0. */
  public UnlockedCounter(Path file) {
    this.file = file;
  }

  /** Adds one to the number in the file. */
  public void increment() throws IOException {
    String text = Files.readString(file);
    long number = text.isEmpty() ? 0 : Long.parseLong(text);
    Files.writeString(file, Long.toString(number + 1));
  }
}
