package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(1)
@DisplayName("The file of a flag")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
class FlagFileThreadsTest {

  /** A new name for each schedule; no file has it yet. */
  private static Path newPath() {
    try {
      return Files.createTempDirectory("flag").resolve("flag");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FlagFile create(Path path) {
    try {
      return FlagFile.create(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two threads create the same file. */
  static class TwoCreators implements Interleaver.Scenario {
    private final Path path = newPath();
    private boolean isMadeByThread1;
    private boolean isMadeByThread2;

    @Override
    public void worker1() {
      isMadeByThread1 = isMade();
    }

    @Override
    public void worker2() {
      isMadeByThread2 = isMade();
    }

    private boolean isMade() {
      try {
        FlagFile.create(path);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void check() throws Exception {
      assertThat(Stream.of(isMadeByThread1, isMadeByThread2).filter(isMade -> isMade).count())
          .as("how many of two threads that called create(file) with the same file got a flag")
          .isEqualTo(1);
      Files.deleteIfExists(path);
      Files.delete(path.getParent());
    }
  }

  /** One thread opens a flag; its owner closes it in another thread. */
  static class OpenAndClose implements Interleaver.Scenario {
    private final Path path = newPath();
    private final FlagFile made = create(path);

    @Override
    public void worker1() {
      try {
        FlagFile.open(path);
      } catch (IOException e) {
        // The flag was closed before.
      }
    }

    @Override
    public void worker2() throws IOException {
      made.close();
    }

    @Override
    public void check() throws Exception {
      assertThat(Files.exists(path))
          .as("the file, after its owner has closed it and another thread has called open(file)")
          .withFailMessage(
              "\nExpected: the file is gone, because its owner has closed it.\n"
                  + "Seen: the file exists, because open(file) has created it.")
          .isFalse();
      Files.delete(path.getParent());
    }
  }

  /** One thread opens a flag; another one gives the flag's name to a file of three bytes. */
  static class OpenAndReplace implements Interleaver.Scenario {
    private static final byte[] OTHER = {7, 7, 7};

    private final Path path = newPath();
    private final Path other = path.resolveSibling("other");

    OpenAndReplace() throws IOException {
      Files.write(path, new byte[4]);
      Files.write(other, OTHER);
    }

    @Override
    public void worker1() {
      try {
        FlagFile.open(path);
      } catch (IOException e) {
        // The other file has the name.
      }
    }

    @Override
    public void worker2() throws IOException {
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void check() throws Exception {
      assertThat(Files.readAllBytes(path))
          .as(
              "the bytes of a file of three bytes that was given the flag's name while another"
                  + " thread called open(file)")
          .isEqualTo(OTHER);
      Files.delete(path);
      Files.delete(path.getParent());
    }
  }

  /** One thread creates a file; another one interrupts it. */
  static class CreateAndInterrupt implements Interleaver.Scenario {
    private final Path path = newPath();
    private volatile Thread creator;
    private volatile boolean isMade;

    @Override
    public void worker1() {
      creator = Thread.currentThread();
      try {
        FlagFile.create(path);
        isMade = true;
      } catch (IOException e) {
        // The thread was interrupted.
      } finally {
        Thread.interrupted();
      }
    }

    @Override
    public void worker2() {
      Files.exists(path); // It uses the file, so thread 1 is paused before each of its own uses.
      Thread thread = creator;
      if (thread != null) {
        thread.interrupt();
      }
    }

    @Override
    public void check() throws Exception {
      String when =
          isMade
              ? "after create(file), which returned a flag although its thread was interrupted"
              : "after create(file), which threw an IOException because its thread was interrupted";
      assertThat(Files.exists(path))
          .as("whether the file exists " + when)
          .withFailMessage(
              isMade
                  ? "\nExpected: the file exists %s.\nSeen: it does not exist."
                  : "\nExpected: the file does not exist %s.\nSeen: it exists.",
              when)
          .isEqualTo(isMade);
      Files.deleteIfExists(path);
      Files.delete(path.getParent());
    }
  }

  /** One thread asks for the memory; another one closes the flag. */
  static class MemoryAndClose implements Interleaver.Scenario {
    private final Path path = newPath();
    private final FlagFile made = create(path);
    private boolean isNull;

    @Override
    public void worker1() {
      try {
        isNull = made.memory() == null;
      } catch (IllegalStateException e) {
        // The flag was closed before.
      }
    }

    @Override
    public void worker2() throws IOException {
      made.close();
    }

    @Override
    public void check() throws Exception {
      assertThat(isNull)
          .as("memory(), while another thread closes the flag")
          .withFailMessage(
              "\nExpected: memory() returns the buffer, or throws an IllegalStateException.\n"
                  + "Seen: it returned null.")
          .isFalse();
      Files.delete(path.getParent());
    }
  }

  /** Two threads close the same flag; then one of them creates a newer flag of that name. */
  static class TwoCloses implements Interleaver.Scenario {
    private final Path path = newPath();
    private final FlagFile made = create(path);
    private boolean isMadeAgain;

    @Override
    public void worker1() throws IOException {
      made.close();
    }

    @Override
    public void worker2() throws IOException {
      made.close();
      try {
        FlagFile.create(path);
        isMadeAgain = true;
      } catch (IOException e) {
        // The other thread has not deleted the file yet.
      }
    }

    @Override
    public void check() throws Exception {
      assertThat(Files.exists(path))
          .as(
              isMadeAgain
                  ? "whether the file of the newer flag exists, after both threads have closed the"
                      + " older flag"
                  : "whether the file exists, after both threads have closed its flag")
          .withFailMessage(
              isMadeAgain
                  ? "\nExpected: the file of the newer flag exists: a close() of the older flag"
                      + " must not delete it.\nSeen: it does not exist."
                  : "\nExpected: the file does not exist, because both threads have closed its"
                      + " flag.\nSeen: it exists.")
          .isEqualTo(isMadeAgain);
      Files.deleteIfExists(path);
      Files.delete(path.getParent());
    }
  }

  @Test
  @Order(1)
  @Rule(
      "Checking that a file is missing and then creating it are two steps: another thread can come"
          + " in between.")
  void only_one_of_two_threads_creates_the_file() throws Exception {
    Interleaver.assertHolds(TwoCreators.class);
  }

  @Test
  @Order(2)
  @Rule(
      "Checking that a file exists and then opening it are two steps: its owner can delete it in"
          + " between.")
  void open_does_not_recreate_a_deleted_file() throws Exception {
    Interleaver.assertHolds(OpenAndClose.class);
  }

  @Test
  @Order(3)
  @Rule("If another thread changes a field, a second read may return another value.")
  void memory_is_never_null_while_another_thread_closes_the_flag() throws Exception {
    Interleaver.assertHolds(MemoryAndClose.class);
  }

  @Test
  @Order(4)
  @Rule("Only one of two threads that close a flag may delete its file.")
  void two_threads_that_close_a_flag_delete_its_file_once() throws Exception {
    Interleaver.assertHolds(TwoCloses.class);
  }

  @Test
  @Order(5)
  @Rule("A name may be given to another file: check the length of the file that you have opened.")
  void open_does_not_change_a_file_that_gets_the_name_of_a_flag() throws Exception {
    Interleaver.assertHolds(OpenAndReplace.class);
  }

  @Test
  @Order(6)
  @Rule("An interrupt may come at any moment: create() leaves no file behind if it fails then.")
  void a_create_interrupted_at_any_moment_leaves_no_file() throws Exception {
    Interleaver.assertHolds(CreateAndInterrupt.class);
  }
}
