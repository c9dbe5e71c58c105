package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.FolderEvents;
import sharing.counter.helpers.OpenFiles;
import sharing.counter.helpers.ReaderBeside;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.EachAction;
import sharing.testkit.interleaver.Interleaver;

/** Other writers, other names, the first write, long files, and a disk that fails. */
@Order(1)
@DisplayName("A number in a file")
class CountFileTroubleTest {
  @TempDir Path folder;

  /** A process that may be killed, or whose disk may fail. */
  static class Write implements Callable<Void> {
    private final CountFile store;

    Write(String file) {
      store = new CountFile(Path.of(file));
    }

    @Override
    public Void call() throws IOException {
      store.write(40_000);
      return null;
    }
  }

  /** A reader whose disk may fail. */
  static class Read implements Callable<Long> {
    private final CountFile store;

    Read(String file) {
      store = new CountFile(Path.of(file));
    }

    @Override
    public Long call() throws IOException {
      return store.read();
    }
  }

  /** There is no file before the write. */
  static class ReaderBesideFirstWrite extends ReaderBeside {
    private final CountFile store = new CountFile(file);

    ReaderBesideFirstWrite() throws IOException {
      super("write(40000)", Content.NO_FILE);
    }

    @Override
    public void worker1() throws IOException {
      store.write(40_000);
    }
  }

  /** Two threads, each with a file of its own. */
  static class TwoFiles implements Interleaver.Scenario {
    private final Path folder;

    TwoFiles() throws IOException {
      folder = Files.createTempDirectory("count");
    }

    @Override
    public void worker1() throws IOException {
      new CountFile(folder.resolve("count.1")).write(11);
    }

    @Override
    public void worker2() throws IOException {
      new CountFile(folder.resolve("count.2")).write(2);
    }

    @Override
    public void check() throws IOException {
      assertThat(Content.names(folder))
          .as("the files in a folder, after a write of \"count.1\" and a write of \"count.2\"")
          .containsExactly("count.1", "count.2");
      assertThat(Content.of(folder.resolve("count.1")))
          .as("\"count.1\", after write(11) to it, and write(2) to \"count.2\"")
          .isEqualTo("11\\n");
      assertThat(Content.of(folder.resolve("count.2")))
          .as("\"count.2\", after write(2) to it, and write(11) to \"count.1\"")
          .isEqualTo("2\\n");
    }
  }

  @Test
  @Order(1)
  @Rule("Read the file each time: another writer may have changed it.")
  void each_read_sees_what_was_written_last() throws IOException {
    Path file = folder.resolve("count");
    CountFile store = new CountFile(file);
    store.write(1);
    assertThat(store.read()).as("read() after write(1)").isEqualTo(1);
    new CountFile(file).write(2);
    assertThat(store.read()).as("read(), after another CountFile has written 2").isEqualTo(2);
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "3\n");
    Files.setLastModifiedTime(file, time);
    assertThat(store.read()).as("read(), after another program has written 3").isEqualTo(3);
  }

  @Test
  @Order(2)
  @Rule("Read the whole file: what follows the first digits and newline makes it invalid.")
  void a_long_file_is_read_to_its_end() throws IOException {
    Path file = folder.resolve("count");
    CountFile store = new CountFile(file);
    IntStream longer = IntStream.of(200, 255, 256, 500, 511, 512, 1_000);
    for (int length : IntStream.concat(IntStream.range(2, 130), longer).toArray()) {
      Files.writeString(file, "0".repeat(length - 1) + "\nx");
      assertThatThrownBy(
              store::read,
              "read() of a file with a count and its newline, %d bytes in all, and then an x",
              length)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("The new file needs a name that differs from that of the file, whatever its name is.")
  @ValueSource(
      strings = {"count.new", "count.tmp", "count.temp", "count.bak", "count.txt", ".tmp", "new"})
  void a_file_may_have_any_name(String name) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "39999\n");
    Path old =
        Files.createLink(Files.createDirectory(folder.resolve("links")).resolve("old"), file);
    new CountFile(file).write(40_000);
    assertThat(Content.of(file))
        .as("the file \"%s\" that held 39999, after write(40000)", name)
        .isEqualTo("40000\\n");
    assertThat(Content.of(old))
        .as("the old file \"%s\", seen through a second link to it, after write(40000)", name)
        .isEqualTo("39999\\n");
    assertThat(Content.names(folder))
        .as("the files in the folder of \"%s\", after write(40000)", name)
        .containsExactlyInAnyOrder(name, "links");
  }

  @Test
  @Order(4)
  @Rule(
      "A file must be whole as soon as it exists: write the first one as you replace a later one.")
  void the_first_file_is_whole_when_it_appears() throws Exception {
    List<String> changed;
    try (FolderEvents events = new FolderEvents(folder)) {
      new CountFile(folder.resolve("count")).write(40_000);
      changed = events.changed();
    }
    assertThat(changed.contains("count"))
        .as("write(40000), when there was no file before")
        .withFailMessage(
            "\nExpected: the file is whole as soon as it exists.\n"
                + "Seen: it was made first, and filled then.")
        .isFalse();
  }

  @Test
  @Order(5)
  @Rule("Make the first file as you replace a file: otherwise a reader finds it empty.")
  void no_pause_shows_a_part_of_the_first_file() throws Exception {
    Interleaver.assertHolds(ReaderBesideFirstWrite.class);
  }

  @Test
  @Order(6)
  @Rule("Files in one folder must not share their new file.")
  void no_pause_mixes_two_files_of_a_folder() throws Exception {
    Interleaver.assertHolds(TwoFiles.class);
  }

  /** Each step that the disk, or the system, may refuse. */
  @Test
  @Order(7)
  @Rule("Each step of a write may fail, and must then leave the folder as it was.")
  void each_step_that_fails_leaves_all_as_it_was() throws Exception {
    Path file = folder.resolve("count");
    EachAction<Void> write = EachAction.of(Write.class, file.toString());
    write.fails(
        () -> {
          Files.writeString(file, "39999\n");
          IOException thrown = null;
          List<String> deleted;
          try (FolderEvents events = new FolderEvents(folder)) {
            try {
              write.call();
            } catch (IOException e) {
              thrown = e;
            }
            deleted = events.deleted();
          }
          String seen =
              thrown == null
                  ? notAsAfterSuccess(file, deleted)
                  : notAsAfterFailure(file, thrown.getMessage());
          if (!seen.isEmpty()) {
            throw new CheckFailedError(
                "The test called write(40000) on a file that held 39999.\nThis action failed, as on a"
                    + " disk that is full or broken: "
                    + write.action()
                    + ".",
                "write(40000) throws an IOException that names the file, the file still holds 39999"
                    + " at every moment, and there is no other file.",
                seen,
                thrown);
          }
        });
  }

  @Test
  @Order(8)
  @Rule("Each step of a call may fail, and its file must then be closed.")
  void no_step_that_fails_leaves_a_file_open() throws Exception {
    String file = Files.writeString(folder.resolve("count"), "7\n").toString();
    assertThat(OpenFiles.keptByFailures(EachAction.of(Read.class, file)))
        .as("the actions of read() that left a file open when they failed")
        .isEmpty();
    assertThat(OpenFiles.keptByFailures(EachAction.of(Write.class, file)))
        .as("the actions of write(40000) that left a file open when they failed")
        .isEmpty();
  }

  /** A write that fails at first may try again. */
  private String notAsAfterSuccess(Path file, List<String> deleted) throws IOException {
    String after = Content.of(file) + " in " + Content.names(folder);
    if (!after.equals("40000\\n in [count]")) {
      return "it threw nothing, and the file holds " + after + ".";
    }
    return deleted.contains("count") ? "the file was deleted, and made again." : "";
  }

  private String notAsAfterFailure(Path file, String message) throws IOException {
    String after = Content.of(file) + " in " + Content.names(folder);
    if (!after.equals("39999\\n in [count]")) {
      return "it threw an exception, and the file holds " + after + ".";
    }
    return String.valueOf(message).contains(file.toString())
        ? ""
        : "the message of the exception does not name the file: " + message;
  }
}
