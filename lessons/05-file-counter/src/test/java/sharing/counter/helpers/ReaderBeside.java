package sharing.counter.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import sharing.testkit.interleaver.Interleaver;

/**
 * One thread replaces a file. Another thread reads it in the meantime, or after the first thread
 * has died in the middle.
 */
public abstract class ReaderBeside implements Interleaver.Scenario {
  protected final Path file;
  private final String call;
  private String seen;

  /**
   * @param call the call in worker 1, which replaces 39999 with 40000
   */
  protected ReaderBeside(String call) throws IOException {
    this.call = call;
    file = Files.createTempDirectory("count").resolve("count");
    Files.writeString(file, "39999\n");
  }

  @Override
  public void worker2() throws IOException {
    try {
      seen = Files.readString(file).replace("\n", "\\n");
    } catch (NoSuchFileException e) {
      seen = "no file";
    }
  }

  @Override
  public void check() {
    assertThat(seen)
        .as("the file that held 39999, read while " + call + " was paused")
        .isIn("39999\\n", "40000\\n");
  }
}
