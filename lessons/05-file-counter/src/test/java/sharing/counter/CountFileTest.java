package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.counter.helpers.AfterKill;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.FolderEvents;
import sharing.counter.helpers.OpenFiles;
import sharing.counter.helpers.ReaderBeside;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;

@Order(1)
@DisplayName("A number in a file")
class CountFileTest {
  @TempDir Path folder;

  static class ReaderBesideWriter extends ReaderBeside {
    private final CountFile store = new CountFile(file);

    ReaderBesideWriter() throws IOException {
      super("write(40000)", "39999\\n");
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
  @Rule("Writing a number replaces the whole old content of the file.")
  @CsvSource({"0, 1", "9, 10", "100, 7", "39999, 40000", "7, 9223372036854775807"})
  void a_number_is_written_in_the_place_of_another(long before, long value) throws IOException {
    Path file = file(before + "\n");
    new CountFile(file).write(value);
    assertThat(Content.of(file))
        .as("the file that held %d, after write(%d)", before, value)
        .isEqualTo(value + "\\n");
  }

  @Test
  @Order(3)
  @Rule("The first write makes the file.")
  void the_first_write_makes_the_file() throws IOException {
    Path file = folder.resolve("count");
    new CountFile(file).write(0);
    assertThat(Content.of(file))
        .as("the file after write(0), when there was no file before")
        .isEqualTo("0\\n");
  }

  @Test
  @Order(4)
  @Rule(
      "Replace a file instead of changing it: if a process dies while it writes, the old file is"
          + " still there.")
  void the_old_file_is_not_touched() throws IOException {
    Path file = file("39999\n");
    Path old = Files.createLink(folder.resolve("old"), file);
    new CountFile(file).write(40_000);
    assertThat(Content.of(file))
        .as("the file that held 39999, after write(40000)")
        .isEqualTo("40000\\n");
    assertThat(Content.of(old))
        .as("the old file, seen through a second link to it, after write(40000)")
        .isEqualTo("39999\\n");
  }

  @Test
  @Order(5)
  @Rule("The file must exist at every moment; a move that deletes the old file first leaves a gap.")
  void the_file_is_never_gone() throws Exception {
    Path file = file("39999\n");
    List<String> deleted;
    try (FolderEvents events = new FolderEvents(folder)) {
      new CountFile(file).write(40_000);
      deleted = events.deleted();
    }
    assertThat(deleted.contains(file.getFileName().toString()))
        .as("write(40000) to a file that held 39999")
        .withFailMessage(
            "\nExpected: the file exists at every moment during write(40000).\n"
                + "Seen: it was deleted, so for a moment it did not exist.")
        .isFalse();
  }

  @Test
  @Order(6)
  @Rule("A write must not leave a second file behind.")
  void a_write_leaves_no_other_file() throws IOException {
    new CountFile(file("7\n")).write(8);
    assertThat(Content.names(folder))
        .as("the files in the folder of \"count\", after write(8)")
        .containsExactly("count");
  }

  @ParameterizedTest(name = "{0}")
  @Order(7)
  @Rule("A write that fails must leave the folder as it was, and its message must name the file.")
  @ValueSource(strings = {"a folder with a note", "an empty folder"})
  void a_write_that_fails_leaves_all_as_it_was(String what) throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("count"));
    boolean hasNote = what.endsWith("note");
    if (hasNote) {
      Files.writeString(inTheWay.resolve("note"), "a note\n");
    }
    assertFailureNames(
        inTheWay,
        () -> new CountFile(inTheWay).write(8),
        "write(8) to \"count\", which is " + what);
    assertThat(Files.isDirectory(inTheWay) ? Content.names(inTheWay) : List.of("no folder"))
        .as("the files in the folder \"count\", after write(8) to \"count\" has failed")
        .isEqualTo(hasNote ? List.of("note") : List.of());
    assertThat(Content.names(folder))
        .as("the files in the folder of \"count\", after write(8) to \"count\" has failed")
        .containsExactly("count");
    Path missing = folder.resolve("missing").resolve("count");
    assertFailureNames(
        missing,
        () -> new CountFile(missing).write(8),
        "write(8) to \"missing/count\", when there is no folder \"missing\"");
  }

  @ParameterizedTest(name = "{0}")
  @Order(8)
  @Rule("A file that cannot be read is an error: read() names it and leaves it as it is.")
  @ValueSource(
      strings = {
        "a missing file",
        "a file in a missing folder",
        "a folder",
        "a file that may not be read",
        "a file whose bytes are no text"
      })
  void a_file_that_cannot_be_read_is_an_error(String what) throws IOException {
    Path file =
        switch (what) {
          case "a missing file" -> folder.resolve("count");
          case "a file in a missing folder" -> folder.resolve("missing").resolve("count");
          case "a folder" -> Files.createDirectory(folder.resolve("count"));
          case "a file whose bytes are no text" -> noText();
          default -> withoutPermission();
        };
    boolean existed = Files.exists(file);
    assertFailureNames(file, () -> new CountFile(file).read(), "read() of " + what);
    assertThat(Files.exists(file))
        .as("read() of %s", what)
        .withFailMessage(
            "\nExpected: %s after read().\nSeen: %s.",
            existed ? "the file still exists" : "the file still does not exist",
            existed ? "it no longer exists" : "it exists, because read() made it")
        .isEqualTo(existed);
  }

  /** The superuser may read every file. Its test uses a path below another file instead. */
  private Path withoutPermission() throws IOException {
    Path file = file("7\n");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, Set.of());
    }
    return Files.isReadable(file) ? file.resolve("count") : file;
  }

  /** These bytes are not UTF-8. */
  private Path noText() throws IOException {
    return Files.write(folder.resolve("count"), new byte[] {'7', (byte) 0xff, '\n'});
  }

  @ParameterizedTest(name = "a file that holds \"{0}\"")
  @Order(9)
  @Rule("Invalid content is an error, not 0: otherwise the count silently restarts.")
  @ValueSource(
      strings = {
        "",
        "4000",
        "\\n",
        "7\\n\\n",
        "1\\n2\\n",
        " 7\\n",
        "7 \\n",
        "7\r\\n",
        "7\r",
        "7\\n ",
        "+7\\n",
        "-7\\n",
        "x\\n",
        "7.0\\n",
        "0x7\\n",
        "\u0667\\n",
        "9223372036854775808\\n"
      })
  void invalid_content_is_an_error(String content) throws IOException {
    Path file = file(content.replace("\\n", "\n"));
    String what =
        switch (content) {
          case "" -> "an empty file";
          case "4000" -> "a file that holds 4000 without a newline, the beginning of 40000";
          default -> "a file that holds \"" + content.replace("\r", "\\r") + "\"";
        };
    assertFailureNames(file, () -> new CountFile(file).read(), "read() of " + what);
    assertThat(Content.of(file)).as("%s, after read() has failed", what).isEqualTo(content);
  }

  @ParameterizedTest(name = "{0}")
  @Order(10)
  @Rule("A method rejects an invalid argument, and its message names the value.")
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void a_negative_number_is_rejected(long value) throws IOException {
    Path file = file("7\n");
    assertThatIllegalArgumentException()
        .as("write(%d)", value)
        .isThrownBy(() -> new CountFile(file).write(value))
        .withMessageContaining(Long.toString(value));
    assertThat(Content.of(file))
        .as("the file that held 7, after write(%d)", value)
        .isEqualTo("7\\n");
    assertThat(Content.names(folder))
        .as("the files in the folder of \"count\", after write(%d)", value)
        .containsExactly("count");
  }

  @Test
  @Order(11)
  @Rule("At every moment, a reader sees the whole old file or the whole new one.")
  void no_pause_shows_a_part_of_the_file() throws Exception {
    Interleaver.assertHolds(ReaderBesideWriter.class);
  }

  @Test
  @Order(12)
  @Rule("A file that a killed process left behind must not stop a later write.")
  void no_kill_stops_the_next_write() throws Exception {
    new AfterKill(folder)
        .killAtEachAction(CountFileTroubleTest.Write.class, "write(40000)", List.of("40000\\n"));
  }

  @Test
  @Order(13)
  @Rule("A path may be a bare name: the file is then in the working folder.")
  void a_bare_name_is_a_file_in_the_working_folder() throws IOException {
    Path bare = Path.of("a-bare-count");
    try {
      new CountFile(bare).write(7);
      assertThat(new CountFile(bare.toAbsolutePath()).read())
          .as("read() of \"a-bare-count\" in the working folder, after write(7) to that bare name")
          .isEqualTo(7);
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @Test
  @Order(14)
  @Rule(
      "Make the new file in the folder of the old one: another folder may be on another file"
          + " system.")
  void the_new_file_is_made_beside_the_old_one() throws Exception {
    Path file = file("39999\n");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (FolderEvents here = new FolderEvents(folder);
        FolderEvents there = new FolderEvents(temporary)) {
      new CountFile(file).write(40_000);
      assertThat(there.created())
          .as("the files that write(40000) made in the folder for temporary files")
          .isEmpty();
      if (OS.LINUX.isCurrentOs()) { // On others, Java may miss a short-lived file.
        List<String> made = here.created();
        made.remove("count");
        assertThat(made)
            .as("the files that write(40000) made in the folder of the file \"count\"")
            .withFailMessage(
                "\nExpected: write(40000) makes a file beside \"count\", and moves it.\n"
                    + "Seen: it made no file there.")
            .isNotEmpty();
      }
    }
  }

  @Test
  @Order(15)
  @Rule("Other programs read the file, so its digits must not depend on the user's language.")
  void the_digits_do_not_depend_on_the_language() throws IOException {
    Path file = file("7\n");
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      new CountFile(file).write(40_000);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Content.of(file))
        .as("the file after write(40000) on a machine that is set to Arabic")
        .isEqualTo("40000\\n");
  }

  @ParameterizedTest(name = "{0}")
  @Order(16)
  @Rule("Close each file that you open, even if reading or writing it fails.")
  @ValueSource(
      strings = {
        "read()",
        "read() of a file without a newline",
        "read() of a file whose bytes are no text",
        "read() of a folder",
        "write(7)",
        "write(7) to a folder",
        "write(7) in a missing folder"
      })
  void no_file_is_left_open(String what) throws Exception {
    Path file = folder.resolve("count");
    if (what.endsWith("missing folder")) {
      file = folder.resolve("missing").resolve("count");
    } else if (what.endsWith("folder")) {
      Files.createDirectories(file.resolve("in-it"));
    } else if (what.endsWith("no text")) {
      noText();
    } else {
      file(what.endsWith("newline") ? "4000" : "4000\n");
    }
    CountFile store = new CountFile(file);
    int kept =
        OpenFiles.keptBy(
            () -> {
              if (what.startsWith("read")) {
                store.read();
              } else {
                store.write(7);
              }
            });
    assertThat(kept).as("how many of 100 calls of %s left a file open", what).isLessThan(10);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("count"), content);
  }

  /** The name of a file beside it, which begins with its name, is another name. */
  private static void assertFailureNames(Path file, ThrowingCallable call, String what) {
    Pattern name = Pattern.compile(Pattern.quote(file.toString()) + "(?![\\w-]|\\.\\w)");
    assertThatThrownBy(call, "%s", what)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .extracting(Throwable::getMessage, STRING)
        .as(what)
        .withFailMessage(
            () -> "Expected: the message names " + file + "\nSeen: it names another file")
        .containsPattern(name);
  }
}
