package sharing.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.threads.WatchedCall;

class TemporaryFolderTest {
  @TempDir Path work;

  @Test
  void it_is_empty_at_first_and_gone_at_the_end() throws IOException {
    Path path;
    try (TemporaryFolder temporary = TemporaryFolder.of(work)) {
      path = temporary.path();
      assertThat(path).isEmptyDirectory();
      Files.createFile(Files.createDirectory(path.resolve("folder")).resolve("file"));
    }
    assertThat(path).doesNotExist();
    TemporaryFolder.delete(path);
  }

  @Test
  void what_a_run_before_has_left_is_gone() throws IOException {
    Files.createFile(TemporaryFolder.of(work).path().resolve("left"));
    try (TemporaryFolder temporary = TemporaryFolder.of(work)) {
      assertThat(temporary.path()).isEmptyDirectory();
    }
  }

  @Test
  void two_runs_have_two_folders() throws IOException {
    try (TemporaryFolder one = TemporaryFolder.of(work.resolve("one"));
        TemporaryFolder two = TemporaryFolder.of(work.resolve("two"))) {
      assertThat(one.path()).isNotEqualTo(two.path());
    }
  }

  @Test
  void a_folder_is_deleted_while_somebody_still_writes_there() throws Exception {
    Path folder = Files.createDirectory(work.resolve("busy"));
    WatchedCall<Void> writer = WatchedCall.start(() -> writeUntilItIsGone(folder));
    writer.until(() -> count(folder) > 100);
    TemporaryFolder.delete(folder);
    assertThatThrownBy(writer::result).isInstanceOf(IOException.class);
    assertThat(folder).doesNotExist();
  }

  private static Void writeUntilItIsGone(Path folder) throws IOException {
    for (int i = 0; true; i++) {
      Files.createFile(folder.resolve("file " + i));
    }
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }
}
