package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.ChildJvm;
import sharing.counter.helpers.AfterKill;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.CountingProcess;
import sharing.counter.helpers.OpenFiles;
import sharing.counter.helpers.ReaderBeside;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.WatchedCall;

@Order(5)
@DisplayName("A counter for several processes")
class ProcessCounterTest {
  @TempDir Path folder;

  /** Two processes with one file; each process uses its own path to the file. */
  static class TwoProcesses implements Interleaver.Processes {
    private final Path folder;
    private final Path file;
    private final ProcessCounter counter;

    TwoProcesses(Path folder) throws IOException {
      this.folder = folder;
      this.file = folder.resolve("count");
      Path own = Files.createDirectories(folder.resolve("of" + ProcessHandle.current().pid()));
      this.counter = new ProcessCounter(own.resolve("..").resolve("count"));
    }

    @Override
    public void prepare() throws IOException {
      Files.writeString(file, "0\n");
    }

    @Override
    public void worker1() throws IOException {
      long returned = counter.increment();
      Files.writeString(folder.resolve("returned" + ProcessHandle.current().pid()), "" + returned);
    }

    @Override
    public void check() throws IOException {
      assertThat(Files.readString(file).strip())
          .as("the file that held 0, after an increment in each of two processes")
          .isEqualTo("2");
      try (Stream<Path> files = Files.list(folder)) {
        List<String> returned = new ArrayList<>();
        for (Path each : files.filter(f -> f.toString().contains("returned")).sorted().toList()) {
          returned.add(Files.readString(each));
        }
        assertThat(returned.stream().sorted())
            .as("the results of an increment in each of two processes, when the file held 0")
            .containsExactly("1", "2");
      }
    }

    @Override
    public void checkAfterKill() throws IOException {
      assertThat(Files.readString(file).strip())
          .as("the file that held 0, after increment() in two processes, one of which was killed")
          .isIn("1", "2");
    }
  }

  /**
   * Two threads of one process, each with its own counter and its own path to one file. The second
   * thread makes its counter while the first one may count.
   */
  static class TwoThreads implements Interleaver.FileLocked {
    private final Path folder;
    private final Path file;
    private final ProcessCounter counter1;
    private long returned1;
    private long returned2;

    TwoThreads() throws IOException {
      folder = Files.createTempDirectory("count");
      file = Files.writeString(folder.resolve("count"), "0\n");
      counter1 = new ProcessCounter(file);
    }

    /** A path that does not begin at the root; on Windows, the folder may be on another disk. */
    private Path relative() {
      Path working = Path.of("").toAbsolutePath();
      boolean isPossible = folder.startsWith(working.getRoot());
      return (isPossible ? working.relativize(folder) : folder).resolve(".").resolve("count");
    }

    @Override
    public void worker1() throws IOException {
      returned1 = counter1.increment();
    }

    @Override
    public void worker2() throws IOException {
      returned2 = new ProcessCounter(relative()).increment();
    }

    @Override
    public void check() throws IOException {
      assertThat(Files.readString(file).strip())
          .as("the file that held 0, after an increment in each of two threads")
          .isEqualTo("2");
      assertThat(Stream.of(returned1, returned2).sorted())
          .as("the results of an increment in each of two threads, when the file held 0")
          .containsExactly(1L, 2L);
    }
  }

  /** A process that may be killed, or interrupted, or whose disk may fail. */
  static class Increment implements Callable<Long> {
    private final ProcessCounter counter;

    Increment(String file) {
      counter = new ProcessCounter(Path.of(file));
    }

    @Override
    public Long call() throws IOException {
      return counter.increment();
    }
  }

  static class ReaderBesideCounter extends ReaderBeside {
    private final ProcessCounter counter = new ProcessCounter(file);

    ReaderBesideCounter() throws IOException {
      super("increment()", "39999\\n");
    }

    @Override
    public void worker1() throws IOException {
      counter.increment();
    }
  }

  @Test
  @Order(1)
  @Rule("Read the number from the file each time: another counter may have changed it.")
  void it_continues_from_the_number_in_the_file() throws IOException {
    Path file = file("41\n");
    ProcessCounter counter = new ProcessCounter(file);
    assertThat(counter.increment()).as("increment(), when the file holds 41").isEqualTo(42);
    assertThat(Files.readString(file).strip())
        .as("the file that held 41, after increment()")
        .isEqualTo("42");
    assertThat(new ProcessCounter(file).increment())
        .as("increment() of a second counter of this file, when the file holds 42")
        .isEqualTo(43);
    assertThat(counter.increment())
        .as("increment() of the first counter, when the file holds 43")
        .isEqualTo(44);
    Files.writeString(file, "7\n");
    assertThat(counter.increment())
        .as("increment(), after another writer has replaced 44 with 7")
        .isEqualTo(8);
    List<String> names = Content.names(folder);
    assertThat(names.size())
        .as("the files in the folder of \"count\", after four increments")
        .withFailMessage(
            "\nExpected: \"count\", and at most one other file.\nSeen: %s.",
            String.join(", ", names))
        .isLessThanOrEqualTo(2);
  }

  @Test
  @Order(2)
  @Rule("A constructor rejects a null argument, and its message names the argument.")
  void a_null_file_is_rejected() {
    assertThatIllegalArgumentException()
        .as("new ProcessCounter(null)")
        .isThrownBy(() -> new ProcessCounter(null))
        .withMessageContaining("file");
  }

  @ParameterizedTest(name = "a file that holds {0}")
  @Order(3)
  @Rule(
      "Close each file that you open, even after a failure: a process can have only a limited"
          + " number of open files.")
  @ValueSource(
      strings = {"0 and a newline", "4000", "0 and a newline, by another thread each time"})
  void no_file_is_left_open(String what) throws Exception {
    ProcessCounter counter = new ProcessCounter(file(what.startsWith("0") ? "0\n" : "4000"));
    int kept =
        OpenFiles.keptBy(
            () -> {
              if (what.endsWith("each time")) {
                WatchedCall.start(counter::increment).result();
              } else {
                counter.increment();
              }
            });
    assertThat(kept)
        .as("how many of 100 increments left a file open, when the file held %s", what)
        .isLessThan(10);
  }

  @ParameterizedTest(name = "{0}")
  @Order(4)
  @Rule("An increment that fails must release its locks and leave the file as it is.")
  @ValueSource(strings = {"a file that holds \"4000\"", "an empty file", "no file"})
  void an_increment_that_fails_lets_the_next_one_in(String what) throws Exception {
    boolean isMissing = what.equals("no file");
    String content =
        switch (what) {
          case "no file" -> "no file";
          case "an empty file" -> "";
          default -> "4000";
        };
    Path file = isMissing ? folder.resolve("count") : file(content);
    ProcessCounter counter = new ProcessCounter(file);
    String how =
        switch (what) {
          case "no file" -> "increment(), when there is no such file";
          case "an empty file" -> "increment(), when the file is empty";
          default -> "increment(), when the file holds \"4000\" and no newline";
        };
    assertThatThrownBy(() -> WatchedCall.start("thread 1", counter::increment).result(), how)
        .isInstanceOf(IOException.class);
    assertThat(Content.of(file)).as("the file, after " + how).isEqualTo(content);
    Files.writeString(file, "7\n");
    try {
      assertThat(WatchedCall.start("thread 2", counter::increment).result())
          .as("increment() of thread 2, when the file holds 7, after thread 1 has failed")
          .isEqualTo(8);
    } catch (CheckFailedError hang) {
      throw hang.after("Thread 1 called " + how + ". It failed, as it must.");
    } catch (Exception e) {
      throw new CheckFailedError(
          "Thread 1 called " + how + ". It failed, as it must.\nThen the test wrote 7 to the file.",
          "increment() of thread 2 returns 8.",
          "it threw " + e + ".",
          e);
    }
    List<String> names = Content.names(folder);
    assertThat(names.size())
        .as("the files in the folder of \"count\", after " + how)
        .withFailMessage(
            "\nExpected: \"count\", and at most one other file.\nSeen: %s.",
            String.join(", ", names))
        .isLessThanOrEqualTo(2);
  }

  @Test
  @Order(5)
  @Rule(
      "A file lock belongs to the process, so its threads also need a lock in memory, and take it"
          + " first.")
  void no_pause_loses_an_increment_of_a_thread() throws Exception {
    Interleaver.assertHolds(TwoThreads.class);
  }

  @Test
  @Order(6)
  @Rule("At every moment, a reader sees the whole old file or the whole new one.")
  void no_pause_shows_a_part_of_the_file() throws Exception {
    Interleaver.assertHolds(ReaderBesideCounter.class);
  }

  @Test
  @Order(7)
  @Rule(
      "Reading, adding one and writing must be one critical section for all processes, and when a"
          + " process ends, its lock must end, too.")
  void no_pause_and_no_kill_loses_an_increment_of_a_process() throws Exception {
    Interleaver.assertProcessesHold(TwoProcesses.class);
  }

  @Test
  @Order(8)
  @Rule("No increment may be lost or counted twice, even if a process is killed.")
  void four_processes_count_and_one_is_killed() throws Exception {
    Path file = file("0\n");
    new ProcessCounter(file);
    List<ChildJvm> processes = new ArrayList<>();
    try {
      // Each process uses its own path to the file, and its own folder for temporary files.
      for (String path : List.of("count", "./count", "../NAME/count", ".././NAME/count")) {
        Path known = folder.resolve(path.replace("NAME", folder.getFileName().toString()));
        Path own = Files.createTempDirectory("temporary");
        processes.add(CountingProcess.start(own, own, known.toString(), 3, 300));
      }
      for (ChildJvm process : processes) {
        process.send("begin");
      }
      Set<String> returned = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        returned.add(next(processes.get(0)).orElseThrow());
      }
      processes.get(0).kill();
      long reported = 300;
      for (ChildJvm process : processes) {
        for (Optional<String> n = next(process); n.isPresent(); n = next(process)) {
          returned.add(n.get());
          reported++;
        }
      }
      assertThat(reported)
          .as(
              "how many increments were reported by 4 processes that were to make 900 each; the"
                  + " test killed one of the processes after reading 300 of its reports")
          .isBetween(3_000L, 3_600L);
      assertThat(Long.parseLong(Files.readString(file).strip()))
          .as("the number in the file that held 0: all reported increments, and at most 3 more")
          .isBetween(reported, reported + 3);
      assertThat(returned.size())
          .as("how many different numbers the reported increments returned")
          .isEqualTo((int) reported);
    } finally {
      processes.forEach(ChildJvm::close);
    }
  }

  @Test
  @Order(9)
  @Rule("A file that a killed process left behind must not keep another process out.")
  void no_kill_keeps_the_next_process_out() throws Exception {
    // With the increment that was killed, or without it.
    List<String> expected =
        Stream.of(39_999, 40_000).map(n -> n + AfterKill.CALLS + "\\n").toList();
    new AfterKill(folder).killAtEachAction(Increment.class, "increment()", expected);
  }

  /** The next message of a process. Fails with its last output if the process has failed. */
  private static Optional<String> next(ChildJvm process) throws InterruptedException {
    return next(
        process,
        "Four processes were started. Each calls increment() 900 times on one file, from 3"
            + " threads.");
  }

  /** The same, with a sentence on what the processes do. */
  static Optional<String> next(ChildJvm process, String how) throws InterruptedException {
    Optional<String> message = process.receive();
    if (message.isEmpty() && process.waitFor(WatchedCall.BUSY_BOUND) && process.exitCode() == 1) {
      throw new CheckFailedError(
          how,
          "each process that is not killed makes all its increments.",
          "one process failed.\n" + process.lastWords().strip());
    }
    return message;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("count"), content);
  }
}
