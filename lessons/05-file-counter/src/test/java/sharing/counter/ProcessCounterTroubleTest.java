package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static sharing.counter.ProcessCounterTest.next;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.common.ChildJvm;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.CountingProcess;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;

/** A file with a bare name, a number larger than an int, and interrupts. */
@Order(5)
@DisplayName("A counter for several processes")
class ProcessCounterTroubleTest {
  @TempDir Path folder;

  @Test
  @Order(1)
  @Rule("A path may be a bare name, and a count may be larger than the largest int.")
  void it_counts_in_a_file_with_a_bare_name() throws IOException {
    Path bare = Path.of("a-bare-count");
    ProcessCounter counter = new ProcessCounter(bare);
    Set<String> before = Set.copyOf(Content.names(Path.of("")));
    try {
      Files.writeString(bare, Integer.MAX_VALUE + "\n");
      assertThat(counter.increment())
          .as("increment(), when the file \"a-bare-count\" in the working folder holds 2147483647")
          .isEqualTo(2_147_483_648L);
    } finally {
      for (String name : Content.names(Path.of(""))) {
        if (!before.contains(name)) {
          Files.deleteIfExists(Path.of(name));
        }
      }
    }
  }

  @Test
  @Order(2)
  @Rule("An increment that is ended by an interrupt adds nothing, and the next one counts again.")
  void the_call_after_an_interrupted_one_counts_again() throws Exception {
    Path file = file("7\n");
    ProcessCounter counter = new ProcessCounter(file);
    boolean hasCounted = incrementsWhenInterrupted(counter);
    assertThat(Content.of(file))
        .as(
            "the file that held 7, after increment() in an interrupted thread %s",
            hasCounted ? "has returned" : "has failed")
        .isEqualTo(hasCounted ? "8\\n" : "7\\n");
    try {
      assertThat(counter.increment())
          .as("increment(), after increment() in an interrupted thread")
          .isEqualTo(hasCounted ? 9 : 8);
    } catch (IOException e) {
      throw new CheckFailedError(
          "increment() was called in an interrupted thread.\n"
              + "Then it was called again, without an interrupt.",
          "the second increment() returns.",
          "it threw " + e + ".",
          e);
    }
  }

  @Test
  @Order(3)
  @Rule("If an interrupt ends the wait for a file lock, the thread does not have the lock.")
  void no_interrupted_thread_counts_without_the_lock() throws Exception {
    Path file = file("0\n");
    ProcessCounter counter = new ProcessCounter(file);
    String how = "2 processes and an interrupted thread counted in one file.";
    List<ChildJvm> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        processes.add(ChildJvm.start(CountingProcess.class, file.toString(), "1", "300"));
      }
      for (ChildJvm process : processes) {
        process.send("begin");
      }
      next(processes.get(0), how).orElseThrow();
      long counted = 1;
      for (int i = 0; i < 300; i++) {
        counted += incrementsWhenInterrupted(counter) ? 1 : 0;
      }
      for (ChildJvm process : processes) {
        for (Optional<String> n = next(process, how); n.isPresent(); n = next(process, how)) {
          counted++;
        }
      }
      assertThat(Long.parseLong(Files.readString(file).strip()))
          .as("the number in the file, after 2 processes and an interrupted thread have counted")
          .isEqualTo(counted);
    } finally {
      processes.forEach(ChildJvm::close);
    }
  }

  /** Whether increment() returns in an interrupted thread. It may also fail. */
  private static boolean incrementsWhenInterrupted(ProcessCounter counter) {
    Thread.currentThread().interrupt();
    try {
      counter.increment();
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      Thread.interrupted();
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("count"), content);
  }
}
