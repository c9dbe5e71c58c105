package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;

@Order(1)
@DisplayName("The file of a flag")
class FlagFileTest {
  private static final byte[] LOWERED = {0, 0, 0, 0};
  private static final byte[] RAISED = {0, 0, 0, 1};

  @TempDir Path folder;

  @Test
  @Order(1)
  @Rule(
      "If a file is shorter than a writable mapping of it, FileChannel.map makes the file longer"
          + " (on Linux and macOS, with zeros).")
  void a_new_flag_is_four_bytes_of_0() throws Exception {
    Path file = folder.resolve("flag");
    try (FlagFile flag = FlagFile.create(file)) {
      assertThat(Files.readAllBytes(file))
          .as("the bytes of the file that create() made")
          .isEqualTo(LOWERED);
      assertThat(flag.memory().capacity())
          .as("the capacity of the memory() that create() mapped")
          .isEqualTo(4);
    }
  }

  @Test
  @Order(2)
  @Rule("A mapping must be writable and shared: only then does the file get what you write.")
  void what_is_written_to_the_memory_is_in_the_file() throws Exception {
    Path path = folder.resolve("flag");
    try (FlagFile made = FlagFile.create(path);
        FlagFile opened = FlagFile.open(path)) {
      made.memory().putInt(0, 1);
      assertThat(Files.readAllBytes(path))
          .as("the file's bytes, after putInt(0, 1) to the memory() that create() mapped")
          .isEqualTo(RAISED);
      opened.memory().putInt(0, 0);
      assertThat(Files.readAllBytes(path))
          .as("the file's bytes, after putInt(0, 0) to the memory() that open() mapped")
          .isEqualTo(LOWERED);
      made.memory().putInt(0, 1);
      assertThat(opened.memory().getInt(0))
          .as(
              "getInt(0) of the memory() that open() mapped, after putInt(0, 1) to the memory()"
                  + " that create() mapped")
          .isEqualTo(1);
      assertThat(opened.memory().capacity())
          .as("the capacity of the memory() that open() mapped")
          .isEqualTo(4);
    }
  }

  @Test
  @Order(3)
  @Rule("The object that created the file deletes it; an object that opened it leaves it.")
  void the_owner_deletes_the_file() throws Exception {
    Path file = folder.resolve("flag");
    FlagFile made = FlagFile.create(file);
    FlagFile.open(file).close();
    assertThat(Files.exists(file))
        .as("the file, after close() of the object that open() returned")
        .withFailMessage("\nExpected: the file still exists.\nSeen: it is gone.")
        .isTrue();
    made.close();
    assertThat(Files.exists(file))
        .as("the file, after close() of the object that create() returned")
        .withFailMessage("\nExpected: the file does not exist any more.\nSeen: it still exists.")
        .isFalse();
  }

  @Test
  @Order(4)
  @Rule("A file that exists may be another search's flag, or a raised flag that was left behind.")
  void create_fails_if_the_file_exists() throws Exception {
    Path file = Files.write(folder.resolve("flag"), RAISED);
    assertThatThrownBy(() -> FlagFile.create(file), "create(file), when the file exists")
        .isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file))
        .as("the bytes of a file that held a raised flag, after create(file)")
        .isEqualTo(RAISED);
  }

  @Test
  @Order(5)
  @Rule("open() needs a file that exists: creating a new one would hide that it is missing.")
  void open_fails_if_the_file_does_not_exist() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> FlagFile.open(missing), "open(file), when the file does not exist")
        .isInstanceOf(IOException.class);
    assertThat(Files.exists(missing))
        .as("open(file), when the file does not exist")
        .withFailMessage("\nExpected: the file still does not exist.\nSeen: open() has created it.")
        .isFalse();
    assertThatThrownBy(() -> FlagFile.open(folder), "open(file), when file is a folder")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> FlagFile.create(folder), "create(file), when file is a folder")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> FlagFile.create(missing.resolve("flag")),
            "create(file) in a folder that does not exist")
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0} bytes")
  @Order(6)
  @Rule(
      "Check a file's length before you map it: mapping makes a shorter file longer, and a longer"
          + " file is not a flag.")
  @ValueSource(ints = {0, 3, 5, 4096})
  void open_rejects_a_file_that_is_not_four_bytes_long(int length) throws Exception {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThatThrownBy(() -> FlagFile.open(file), "open(file) of a file with %d bytes", length)
        .isInstanceOf(IOException.class);
    assertThat(Files.size(file))
        .as("the length of a file that had %d bytes, after open(file)", length)
        .isEqualTo(length);
    assertThat(Files.readAllBytes(file))
        .as("the bytes of a file that had %d bytes, each of them 7, after open(file)", length)
        .isEqualTo(bytes);
  }

  @Test
  @Order(7)
  @Rule("A closed flag must not be used: memory() after close() is an error.")
  void memory_fails_after_close() throws Exception {
    Path path = folder.resolve("flag");
    FlagFile file = FlagFile.create(path);
    FlagFile opened = FlagFile.open(path);
    file.memory();
    file.close();
    file.close();
    assertThatThrownBy(file::memory, "memory(), after close()")
        .isInstanceOf(IllegalStateException.class);
    opened.memory();
    opened.close();
    opened.close();
    assertThatThrownBy(opened::memory, "memory() of a flag that open() returned, after close()")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Order(8)
  @Rule("A method rejects an argument that it cannot use, and its message names the argument.")
  void a_null_file_is_rejected() {
    assertThatIllegalArgumentException()
        .as("create(null)")
        .isThrownBy(() -> FlagFile.create(null))
        .withMessageContaining("file");
    assertThatIllegalArgumentException()
        .as("open(null)")
        .isThrownBy(() -> FlagFile.open(null))
        .withMessageContaining("file");
  }

  @Test
  @Order(9)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
  @Rule(
      "A mapping refers to the file, not to its name: the mapping stays when the name is deleted or"
          + " replaced.")
  void a_deleted_file_is_still_shared_by_its_mappings() throws Exception {
    Path path = folder.resolve("flag");
    try (FlagFile made = FlagFile.create(path);
        FlagFile opened = FlagFile.open(path)) {
      Files.delete(path);
      Files.write(path, LOWERED);
      made.memory().putInt(0, 1);
      assertThat(opened.memory().getInt(0))
          .as(
              "getInt(0) of the memory() that open() mapped, after the file was deleted,"
                  + " and putInt(0, 1) to the memory() that create() mapped")
          .isEqualTo(1);
      assertThat(Files.readAllBytes(path))
          .as(
              "the bytes of a new file of the same name, after putInt(0, 1) to the memory() of the"
                  + " old one")
          .isEqualTo(LOWERED);
      try (FlagFile newer = FlagFile.open(path)) {
        assertThat(newer.memory().getInt(0))
            .as(
                "getInt(0) of the memory() that open() mapped, when a new file, 0 0 0 0, has the"
                    + " name of an old one that open() has mapped, too")
            .isZero();
      }
    }
  }

  @Test
  @Order(10)
  @Rule("A mapping needs no channel: close the channel, or each flag keeps a file descriptor open.")
  void a_flag_keeps_no_file_descriptor() throws Exception {
    Path file = folder.resolve("flag");
    FlagFile made = FlagFile.create(file);
    Path another = folder.resolve("another");
    Path bad = Files.write(folder.resolve("bad"), new byte[3]);
    int kept = 0;
    for (int i = 0; i < 20; i++) {
      long before = descriptors(); // Each time: the garbage collector may close some.
      FlagFile.open(file).close();
      FlagFile.create(another).close();
      assertThatThrownBy(() -> FlagFile.open(bad)).isInstanceOf(IOException.class);
      kept += descriptors() > before ? 1 : 0;
    }
    assertThat(kept)
        .as(
            "how many of 20 rounds left a file descriptor open (a round is open() and close() of a"
                + " flag, create() and close() of another flag, and open() of a file with 3 bytes,"
                + " which fails)")
        .isLessThan(5);
    made.close();
  }

  @Test
  @Order(11)
  @Rule("Opening a flag does not change it: another worker may have raised it before.")
  void open_leaves_a_raised_flag_raised() throws Exception {
    Path path = Files.write(folder.resolve("flag"), RAISED);
    try (FlagFile opened = FlagFile.open(path)) {
      assertThat(opened.memory().getInt(0))
          .as("getInt(0) of the memory() of a file that held 0 0 0 1 when open() mapped it")
          .isEqualTo(1);
    }
    assertThat(Files.readAllBytes(path))
        .as("the bytes of a file that held 0 0 0 1, after open() and close()")
        .isEqualTo(RAISED);
  }

  @Test
  @Order(12)
  @Rule("Map the file once: each call of memory() returns the same buffer.")
  void memory_returns_the_same_buffer_each_time() throws Exception {
    Path path = folder.resolve("flag");
    try (FlagFile made = FlagFile.create(path);
        FlagFile opened = FlagFile.open(path)) {
      for (FlagFile flag : List.of(made, opened)) {
        MappedByteBuffer first = flag.memory();
        MappedByteBuffer second = flag.memory();
        assertThat(second == first)
            .as("memory(), called twice")
            .withFailMessage(
                "\nExpected: memory() returns the same buffer when it is called again.\n"
                    + "Seen: it returned another buffer.")
            .isTrue();
      }
    }
  }

  @Test
  @Order(13)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
  @Rule("A newer file of the same name is another file: a closed object must not delete it.")
  void a_second_close_keeps_a_newer_file_of_the_same_name() throws Exception {
    Path path = folder.resolve("flag");
    FlagFile made = FlagFile.create(path);
    made.memory().putInt(0, 1);
    made.close();
    try (FlagFile another = FlagFile.create(path)) {
      assertThat(another.memory().getInt(0))
          .as("getInt(0) of the memory() of a new flag; an older one of the same name was raised")
          .isZero();
      made.close();
      assertThat(Files.exists(path))
          .as("the file of a newer flag, after a second close() of an older flag of the same name")
          .withFailMessage(
              "\nExpected: the second close() of a flag changes nothing: the file of a newer flag,"
                  + " which has the same name, still exists.\nSeen: the newer file is gone.")
          .isTrue();
    }
  }

  @Test
  @Order(14)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
  @Rule("A file that cannot be deleted is an error. The object is closed even then.")
  void a_file_that_cannot_be_deleted_is_an_error() throws Exception {
    Path path = folder.resolve("flag");
    FlagFile made = FlagFile.create(path);
    Files.delete(path);
    Files.write(Files.createDirectory(path).resolve("a file"), RAISED);
    assertThatThrownBy(made::close, "close(), when a non-empty folder now has the file's name")
        .isInstanceOf(IOException.class);
    assertThatThrownBy(made::memory, "memory(), after a close() that could not delete the file")
        .isInstanceOf(IllegalStateException.class);
    Files.delete(path.resolve("a file"));
    Files.delete(path);
    Files.write(path, RAISED);
    closeAgain(made);
    assertThat(Files.exists(path))
        .as("a newer file of the same name, after a second close(); the first one failed")
        .withFailMessage(
            "\nExpected: a second close() changes nothing, although the first one failed: a newer"
                + " file of the same name still exists.\nSeen: the newer file is gone.")
        .isTrue();
  }

  private static void closeAgain(FlagFile file) {
    try {
      file.close();
    } catch (IOException e) {
      // It may fail again.
    }
  }

  @Test
  @Order(15)
  @Rule("An interrupted thread cannot map a file. If create() fails, it leaves no file behind.")
  void an_interrupted_create_leaves_no_file() throws Exception {
    Path path = folder.resolve("flag");
    Path older = Files.write(folder.resolve("older"), RAISED);
    boolean isMade = true;
    try {
      Thread.currentThread().interrupt();
      FlagFile.create(path);
    } catch (IOException e) {
      isMade = false;
    } finally {
      Thread.interrupted();
    }
    String when = "after create(file), which " + ending(isMade) + " in an interrupted thread";
    assertThat(Files.exists(path))
        .as("whether the file exists " + when)
        .withFailMessage(
            isMade
                ? "\nExpected: the file exists %s.\nSeen: it does not exist."
                : "\nExpected: the file does not exist %s.\nSeen: it exists.",
            when)
        .isEqualTo(isMade);
    try {
      Thread.currentThread().interrupt();
      FlagFile.open(older);
    } catch (IOException e) {
      // The thread is interrupted.
    } finally {
      Thread.interrupted();
    }
    assertThat(Files.exists(older))
        .as("a file that existed before, after open(file) in an interrupted thread")
        .withFailMessage("\nExpected: the file still exists.\nSeen: it is gone.")
        .isTrue();
  }

  private static String ending(boolean isMade) {
    return isMade ? "returned a flag" : "threw an IOException";
  }

  /** How many file descriptors this process has open; 0 if the system does not tell. */
  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : 0;
  }
}
