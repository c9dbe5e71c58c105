package sharing.counter.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sharing.testkit.interleaver.Interleaver;

/**
 * One thread replaces a file. Another thread reads it in the meantime, or after the first thread
 * has died in the middle.
 */
public abstract class ReaderBeside implements Interleaver.Scenario {
  protected final Path file;
  private final String call;
  private final String before;
  private String seen;

  /**
   * @param call the call in worker 1, which writes 40000
   * @param before the content of the file before, or {@code no file}
   */
  protected ReaderBeside(String call, String before) throws IOException {
    this.call = call;
    this.before = before;
    file = Files.createTempDirectory("count").resolve("count");
    if (!before.equals(Content.NO_FILE)) {
      Files.writeString(file, before.replace("\\n", "\n"));
    }
  }

  @Override
  public void worker2() throws IOException {
    seen = Content.of(file);
  }

  @Override
  public void check() {
    assertThat(seen)
        .as(
            "the file %s, read while %s was paused",
            before.equals(Content.NO_FILE)
                ? "that did not exist"
                : "that held " + before.replace("\\n", ""),
            call)
        .isIn(before, "40000\\n");
  }
}
