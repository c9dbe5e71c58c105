package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.LockedFiles;
import sharing.samples.LockedFiles.Letters;
import sharing.testkit.Failure;
import sharing.testkit.interleaver.Interleaver.FileLocked;
import sharing.testkit.interleaver.Interleaver.Scenario;

/** A process that closes a file loses its locks of it, and another process may come between. */
@Timeout(3600)
class FileLockedTest {
  private static final String SAMPLES = LockedFiles.class.getPackageName();

  @ParameterizedTest
  @ValueSource(classes = {OpensBefore.class, TriesAgain.class})
  @EnabledOnOs(OS.LINUX) // The others do not tell.
  void a_lock_that_another_thread_frees_is_seen(Class<? extends Scenario> type) {
    Failure failure =
        Verdict.rejected(Kind.ONE_PAUSE, type, () -> Interleaver.assertHolds(type, 100, SAMPLES))
            .failure();
    assertThat(failure.expected()).isEqualTo("Worker 1 keeps its file lock while it is paused.");
    assertThat(failure.seen()).startsWith("Worker 2 has released that lock");
    assertThat(failure.how()).contains("Worker 1 was paused", "Worker 2 ran");
  }

  @ParameterizedTest
  @ValueSource(classes = {OpensUnderALock.class})
  void a_lock_that_is_kept_holds(Class<? extends Scenario> type) {
    Verdict.holds(Kind.ONE_PAUSE, type, () -> Interleaver.assertHolds(type, 100, SAMPLES));
  }

  abstract static class Added implements FileLocked {
    private final Letters letters;
    private final Path file;

    Added(Letters letters) throws IOException {
      this.letters = letters;
      Path folder = Files.createTempDirectory("locked");
      this.file = Files.writeString(folder.resolve("letters"), "");
      for (Path each : List.of(folder, file, folder.resolve("lock"))) {
        each.toFile().deleteOnExit();
      }
    }

    @Override
    public void worker1() throws IOException {
      letters.add(file);
    }

    @Override
    public void check() throws IOException {
      assertThat(Files.readString(file)).as("the letters that were added").isEqualTo("xx");
    }
  }

  static class OpensUnderALock extends Added {
    OpensUnderALock() throws IOException {
      super(new LockedFiles.OpensUnderALock());
    }
  }

  static class OpensBefore extends Added {
    OpensBefore() throws IOException {
      super(new LockedFiles.OpensBefore());
    }
  }

  static class TriesAgain extends Added {
    TriesAgain() throws IOException {
      super(new LockedFiles.TriesAgain());
    }
  }
}
