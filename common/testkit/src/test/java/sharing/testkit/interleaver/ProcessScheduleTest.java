package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.samples.FileCounters;
import sharing.samples.FileCounters.InFile;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Columns;
import sharing.testkit.interleaver.Interleaver.Processes;

/** As {@link InterleaverTest}, for workers in JVMs of their own. */
@Timeout(3600)
class ProcessScheduleTest {
  private static final String SAMPLES = FileCounters.class.getPackageName();

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      classes = {
        NoLock.class,
        LockInMemory.class,
        LockOnReplaced.class,
        OpenedAgain.class,
        ReleasedTooSoon.class,
        TwoLocks.class
      })
  void a_counter_that_can_lose_an_add_is_rejected(Class<? extends Processes> scenario) {
    CheckFailedError failed = rejected(scenario);
    assertThat(failed.failure().how())
        .contains("Process 1 was paused ", "FileCounters.java:", "`.\n")
        .contains("Process 2 ran to its end.\n", "Process 1 ran to its end.\n")
        .contains(
            "Then the test checked: the count after two adds\nThe test tries many schedules. ");
    assertThat(failed.getMessage()).endsWith("\nExpected: \"2\"\nSeen: \"1\"");
    assertThat(failed.getStackTrace()[0].getFileName()).isEqualTo("FileCounters.java");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(classes = {LockBeside.class, TryLockLoop.class, InPlace.class})
  void what_is_right_holds_in_every_schedule(Class<? extends Processes> scenario) {
    Verdict.holds(
        Kind.PROCESSES, scenario, () -> Interleaver.assertProcessesHold(scenario, SAMPLES));
  }

  @Test
  void a_lock_that_a_killed_process_leaves_behind_is_rejected() {
    CheckFailedError failed = rejected(FileIsLock.class);
    assertThat(failed.failure().how())
        .contains("Process 1 was paused ", " FileCounters.java:")
        .contains(
            "Process 1 was killed at this point.\nProcess 2 ran until it waited at FileCounters")
        .contains("Then this run did not end:\nProcess 2 is running at ");
    assertThat(failed.getMessage())
        .endsWith("Expected: each process ends.\nSeen: one of them hangs.");
    assertThat(Columns.of(failed.failure().replay()))
        .startsWith("process 1                          process 2\n")
        .containsPattern("\\d+ +paused\n +is killed\n {35}\\d+ +createFile\\(")
        .containsPattern("(runs without end|waits)$");
  }

  @Test
  void what_two_processes_do_to_files_is_shown() {
    assertThat(Columns.of(rejected(NoLock.class).failure().replay()))
        .matches(
            """
            process 1 {26}process 2
            \\d+ +Files.readString\\(count\\): "0"
            \\d+ +paused
             {35}\\d+ +Files.readString\\(count\\): "0"
             {35}\\d+ +writeString\\(new.*
             {35}\\d+ +move\\(new.*
            \\d+ +writeString\\(new.* <--
            \\d+ +move\\(new.*""");
  }

  @Test
  void a_lock_that_is_never_released_is_rejected() {
    CheckFailedError failed = rejected(NeverReleased.class);
    assertThat(failed.failure().how())
        .contains("Process 1 ran to its end.\nProcess 2 ran until it waited at FileCounters")
        .contains("Then this run did not end:\nProcess 2 is ");
    assertThat(failed.getMessage())
        .endsWith("Expected: each process ends.\nSeen: one of them hangs.");
  }

  @Test
  void an_exception_in_a_process_is_a_failure() {
    assertThat(rejected(Missing.class).getMessage())
        .contains("Expected: no exception.\nSeen: Process 1 threw java.nio.file.NoSuchFile");
  }

  @Test
  void a_process_that_ends_itself_is_a_failure() {
    assertThat(rejected(Exiting.class).getMessage())
        .contains(
            "Expected: Process 1 keeps running.\nSeen: it ended with exit code 3.\nlast words");
  }

  @Test
  void two_workers_that_do_different_things_are_paused_in_turn() {
    assertThat(rejected(ReadAndAdd.class).failure().how()).contains("Process 2 was paused ");
  }

  private static CheckFailedError rejected(Class<? extends Processes> scenario) {
    return Verdict.rejected(
        Kind.PROCESSES, scenario, () -> Interleaver.assertProcessesHold(scenario, SAMPLES));
  }

  abstract static class TwoAdds implements Processes {
    final Path file;
    final InFile counter;

    TwoAdds(Path folder, Function<Path, InFile> counter) {
      this.file = folder.resolve("count");
      this.counter = counter.apply(file);
    }

    @Override
    public void prepare() throws IOException {
      Files.writeString(file, "0");
    }

    @Override
    public void worker1() throws Exception {
      counter.add();
    }

    @Override
    public void check() throws IOException {
      assertThat(Files.readString(file)).as("the count after two adds").isEqualTo("2");
    }

    @Override
    public void checkAfterKill() throws IOException {
      assertThat(Files.readString(file)).as("the count after a kill").isIn("1", "2");
    }
  }

  static class LockBeside extends TwoAdds {
    LockBeside(Path folder) {
      super(folder, FileCounters.LockBeside::new);
    }
  }

  static class TryLockLoop extends TwoAdds {
    TryLockLoop(Path folder) {
      super(folder, FileCounters.TryLockLoop::new);
    }
  }

  static class InPlace extends TwoAdds {
    InPlace(Path folder) {
      super(folder, FileCounters.InPlace::new);
    }
  }

  static class NoLock extends TwoAdds {
    NoLock(Path folder) {
      super(folder, FileCounters.NoLock::new);
    }
  }

  static class LockInMemory extends TwoAdds {
    LockInMemory(Path folder) {
      super(folder, FileCounters.LockInMemory::new);
    }
  }

  static class LockOnReplaced extends TwoAdds {
    LockOnReplaced(Path folder) {
      super(folder, FileCounters.LockOnReplaced::new);
    }
  }

  static class OpenedAgain extends TwoAdds {
    OpenedAgain(Path folder) {
      super(folder, FileCounters.OpenedAgain::new);
    }
  }

  static class ReleasedTooSoon extends TwoAdds {
    ReleasedTooSoon(Path folder) {
      super(folder, FileCounters.ReleasedTooSoon::new);
    }
  }

  static class TwoLocks extends TwoAdds {
    TwoLocks(Path folder) {
      super(folder, FileCounters.TwoLocks::new);
    }
  }

  static class FileIsLock extends TwoAdds {
    FileIsLock(Path folder) {
      super(folder, FileCounters.FileIsLock::new);
    }
  }

  static class NeverReleased extends TwoAdds {
    NeverReleased(Path folder) {
      super(folder, FileCounters.NeverReleased::new);
    }
  }

  static class Missing extends TwoAdds {
    Missing(Path folder) {
      super(folder, FileCounters.NoLock::new);
    }

    @Override
    public void prepare() {}
  }

  static class Exiting extends TwoAdds {
    Exiting(Path folder) {
      super(folder, FileCounters.NoLock::new);
    }

    @Override
    public void worker1() {
      System.err.println("last words");
      System.exit(3);
    }
  }

  /** Only worker 2 must be paused for it to fail. */
  static class ReadAndAdd extends TwoAdds {
    ReadAndAdd(Path folder) {
      super(folder, FileCounters.EmptiedFirst::new);
    }

    @Override
    public void worker1() throws IOException {
      assertThat(counter.text()).as("what is read").isNotEmpty();
    }

    @Override
    public void worker2() throws IOException {
      counter.add();
    }

    @Override
    public void check() {}
  }
}
