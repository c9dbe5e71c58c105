package sharing.counter.helpers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The content of a file or a folder, as a message shows it. */
public final class Content {
  /** What stands for the content of a file that does not exist. */
  public static final String NO_FILE = "no file";

  private Content() {}

  /** The text of a file, with each newline as {@code \n}, or {@link #NO_FILE}. */
  public static String of(Path file) throws IOException {
    try {
      return Files.readString(file).replace("\n", "\\n");
    } catch (NoSuchFileException e) {
      return NO_FILE;
    }
  }

  /** The names in a folder, sorted. */
  public static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
