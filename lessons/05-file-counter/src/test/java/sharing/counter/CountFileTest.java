package sharing.counter;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(1)
@DisplayName("A number in a file")
class CountFileTest {
  @TempDir Path folder;

  static class ReaderBesideWriter extends ReaderBeside {
    private final CountFile store = new CountFile(file);

    ReaderBesideWriter() throws IOException {
      super("write(40000)");
    }

    @Override
    public void worker1() throws IOException {
      store.write(40_000);
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(1)
  @Rule("A file holds a number as its digits and a newline.")
  @ValueSource(longs = {0, 7, 40_000, Long.MAX_VALUE})
  void a_number_in_a_file_is_read(long value) throws IOException {
    Path file = file(value + "\n");
    assertThat(new CountFile(file).read())
        .as("read() of a file that holds %d", value)
        .isEqualTo(value);
  }

  @ParameterizedTest(name = "{1} after {0}")
  @Order(2)
  @Rule("What is written takes the place of what was there, all of it.")
  @CsvSource({"0, 1", "9, 10", "100, 7", "39999, 40000", "7, 9223372036854775807"})
  void a_number_is_written_in_the_place_of_another(long before, long value) throws IOException {
    Path file = file(before + "\n");
    new CountFile(file).write(value);
    assertThat(Files.readString(file))
        .as("the file that held %d, after write(%d)", before, value)
        .isEqualTo(value + "\n");
  }

  @Test
  @Order(3)
  @Rule("The first write makes the file.")
  void the_first_write_makes_the_file() throws IOException {
    Path file = folder.resolve("count");
    new CountFile(file).write(0);
    assertThat(file).as("the file after write(0)").hasContent("0\n");
  }

  @ParameterizedTest(name = "{0}")
  @Order(4)
  @Rule(
      "What is no count is an error. It is not 0: else the count begins anew, and nobody hears it.")
  @MethodSource("whatIsNoCount")
  void a_file_that_holds_no_count_is_an_error(String what, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("count"), content);
    assertThatThrownBy(() -> new CountFile(file).read(), "read() of a file with %s", what)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThat(Files.readAllBytes(file))
        .as("the bytes of a file with %s, after read() has failed", what)
        .isEqualTo(content);
  }

  static Stream<Object[]> whatIsNoCount() {
    return Stream.of(
        noCount("nothing in it", ""),
        noCount("4000, the first half of \"40000\\n\"", "4000"),
        noCount("a newline only", "\n"),
        noCount("letters", "4x\n"),
        noCount("-1", "-1\n"),
        noCount("+1", "+1\n"),
        noCount("two numbers", "1\n2\n"),
        noCount("a blank before the number", " 1\n"),
        noCount("2^63, one more than a long holds", "9223372036854775808\n"),
        new Object[] {"bytes that are no text", new byte[] {(byte) 0xff, '\n'}});
  }

  private static Object[] noCount(String what, String content) {
    return new Object[] {what, content.getBytes(StandardCharsets.US_ASCII)};
  }

  @ParameterizedTest(name = "{0}")
  @Order(5)
  @Rule("A file that cannot be read is an error. It is named, and left as it is.")
  @ValueSource(
      strings = {
        "a missing file",
        "a file in a missing folder",
        "a folder",
        "a file that may not be read"
      })
  void a_file_that_cannot_be_read_is_an_error(String what) throws IOException {
    Path file =
        switch (what) {
          case "a missing file" -> folder.resolve("count");
          case "a file in a missing folder" -> folder.resolve("missing").resolve("count");
          case "a folder" -> Files.createDirectory(folder.resolve("count"));
          default -> withoutPermission();
        };
    boolean existed = Files.exists(file);
    assertThatThrownBy(() -> new CountFile(file).read(), "read() of %s", what)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
    assertThat(Files.exists(file)).as("whether %s exists, after read()", what).isEqualTo(existed);
  }

  /** Permissions do not bind the superuser: then it is a file below another file. */
  private Path withoutPermission() throws IOException {
    Path file = file("7\n");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, Set.of());
    }
    return Files.isReadable(file) ? file.resolve("count") : file;
  }

  @Test
  @Order(6)
  @Rule("A file is replaced, and not changed: who dies while it writes leaves the old one.")
  void the_old_file_is_not_touched() throws IOException {
    Path file = file("39999\n");
    Path old = Files.createLink(folder.resolve("old"), file);
    new CountFile(file).write(40_000);
    assertThat(file).as("the file, after write(40000)").hasContent("40000\n");
    assertThat(Files.readString(old))
        .as("the file as it was before: 39999, seen through a second link to it")
        .isEqualTo("39999\n");
  }

  @Test
  @Order(7)
  @Rule("A name stands for a file at each moment. Some moves delete the old file first.")
  void the_file_is_never_gone() throws Exception {
    Path file = file("39999\n");
    List<String> deleted = new ArrayList<>();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, ENTRY_CREATE, ENTRY_DELETE);
      new CountFile(file).write(40_000);
      // Events come in the order in which things happened. Where Java itself looks from time to
      // time (macOS), a file that is gone for a moment is not noticed.
      Path last = Files.createFile(folder.resolve("last"));
      boolean isLast = false;
      while (!isLast) {
        WatchKey key = watch.poll(10, SECONDS);
        assertThat(key)
            .as("what happens in the folder of the file")
            .withFailMessage(
                "\nExpected: the folder reports within 10 s which files were created and deleted.\n"
                    + "Seen: it reported nothing.")
            .isNotNull();
        for (WatchEvent<?> event : key.pollEvents()) {
          isLast |= last.endsWith(event.context().toString());
          if (event.kind() == ENTRY_DELETE) {
            deleted.add(event.context().toString());
          }
        }
        key.reset();
      }
    }
    assertThat(deleted.contains(file.getFileName().toString()))
        .as("whether the file was gone for a moment, during write(40000)")
        .withFailMessage(
            "\nExpected: the file exists at each moment during write(40000).\n"
                + "Seen: it was deleted, and for a moment there was none.")
        .isFalse();
  }

  @Test
  @Order(8)
  @Rule("At each moment a file is the old one or the new one, whole.")
  void no_pause_shows_a_part_of_the_file() throws Exception {
    Interleaver.assertHolds(ReaderBesideWriter.class);
  }

  @Test
  @Order(9)
  @Rule("A write leaves the file, and no other.")
  void a_write_leaves_no_other_file() throws IOException {
    Path file = file("7\n");
    new CountFile(file).write(8);
    assertThat(folder)
        .as("the folder of the file, after write(8)")
        .isDirectoryContaining(f -> f.equals(file))
        .isDirectoryNotContaining(f -> !f.equals(file));
  }

  @Test
  @Order(10)
  @Rule("A write that fails leaves what was there, and no other file. It names the file.")
  void a_write_that_fails_leaves_all_as_it_was() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("count"));
    Path inIt = Files.writeString(inTheWay.resolve("note"), "a note\n");
    assertThatThrownBy(() -> new CountFile(inTheWay).write(8), "write(8) where a folder stands")
        .isInstanceOf(IOException.class)
        .hasMessageContaining(inTheWay.toString());
    assertThat(inIt).as("a file in that folder").hasContent("a note\n");
    assertThat(folder)
        .as("what is beside that folder")
        .isDirectoryNotContaining(f -> !f.equals(inTheWay));
    Path missing = folder.resolve("missing").resolve("count");
    assertThatThrownBy(() -> new CountFile(missing).write(8), "write(8) in a missing folder")
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }

  @ParameterizedTest(name = "{0}")
  @Order(11)
  @Rule("A method rejects an argument that it cannot serve, and names its value.")
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void a_negative_number_is_rejected(long value) throws IOException {
    Path file = file("7\n");
    assertThatIllegalArgumentException()
        .as("write(%d)", value)
        .isThrownBy(() -> new CountFile(file).write(value))
        .withMessageContaining(Long.toString(value));
    assertThat(file).as("the file that held 7, after write(%d)", value).hasContent("7\n");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("count"), content);
  }
}
