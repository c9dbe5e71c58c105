package sharing.counter.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sharing.testkit.interleaver.Interleaver;

/**
 * While worker 1 is paused in the middle of changing a file, worker 2 copies the folder with all
 * its files, and continues with the copy: it finds what a process leaves that is killed there.
 */
public abstract class AfterKill implements Interleaver.Scenario {
  private final Path folder;
  private final String call;
  private final List<String> expected;
  private String seen;

  /**
   * @param call what worker 2 calls
   * @param expected the numbers that the copy may hold after that call
   */
  protected AfterKill(String call, Integer... expected) throws IOException {
    this.call = call;
    this.expected = Stream.of(expected).map(n -> n + "\\n").toList();
    folder = Files.createTempDirectory("count");
    Files.writeString(folder.resolve("count"), "39999\n");
  }

  /** Changes the file, or its copy, as the next process does after a kill. */
  protected abstract void change(Path file, boolean isCopy) throws IOException;

  @Override
  public void worker1() throws IOException {
    change(folder.resolve("count"), false);
  }

  @Override
  public void worker2() throws IOException {
    Path copy = Files.createTempDirectory("copy");
    Files.writeString(copy.resolve("count"), Files.readString(folder.resolve("count")));
    for (String name : Content.names(folder)) {
      try {
        if (!name.equals("count")) {
          Files.copy(folder.resolve(name), copy.resolve(name));
        }
      } catch (NoSuchFileException e) {
        // It was moved in the meantime.
      }
    }
    change(copy.resolve("count"), true);
    seen = Content.of(copy.resolve("count"));
  }

  @Override
  public void check() {
    assertThat(seen)
        .as("the file that held 39999, after %s on the files that a killed process left", call)
        .isIn(expected);
  }
}
