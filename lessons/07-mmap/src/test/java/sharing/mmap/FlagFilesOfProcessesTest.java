package sharing.mmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sharing.common.ChildJvm;
import sharing.testkit.Rule;

/** Files of flags that other processes create. */
@Order(1)
@DisplayName("The file of a flag")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows does not delete a mapped file")
class FlagFilesOfProcessesTest {
  private static final String MADE = "it returned a flag";
  private static final String THREW = "it threw an IOException";
  private static final String EXISTS = "the file exists";

  @TempDir Path folder;

  /** A process that one test leaves behind must not disturb the next test. */
  @AfterEach
  void killAll() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }

  /** A process that keeps the memory of one flag, closes another one, and ends. */
  static final class Forgetting {
    public static void main(String[] arguments) throws Exception {
      Path kept = Path.of(arguments[0]);
      Path closed = Path.of(arguments[1]);
      MappedByteBuffer memory = FlagFile.create(kept).memory();
      FlagFile.create(closed).close();
      Files.write(closed, new byte[4]);
      collectGarbage();
      System.out.println(Files.exists(kept) ? EXISTS : "the file is gone");
      Reference.reachabilityFence(memory);
    }

    /** Twice: then the actions of the first time have been done. */
    private static void collectGarbage() throws InterruptedException {
      for (int i = 0; i < 2; i++) {
        CountDownLatch isCollected = new CountDownLatch(1);
        Cleaner.create().register(new Object(), isCollected::countDown);
        System.gc();
        isCollected.await(5, TimeUnit.SECONDS);
      }
    }
  }

  /** A process that creates a flag. */
  static final class Creating {
    public static void main(String[] arguments) {
      try {
        FlagFile.create(Path.of(arguments[0]));
        System.out.println(MADE);
      } catch (IOException e) {
        System.out.println(THREW);
      }
    }
  }

  @Test
  @Order(1)
  @Rule("Only close() deletes the file: neither the garbage collector nor the end of the process.")
  void a_file_stays_until_its_flag_is_closed() throws Exception {
    Path kept = folder.resolve("kept");
    Path closed = folder.resolve("closed");
    ChildJvm process = ChildJvm.start(Forgetting.class, kept.toString(), closed.toString());
    assertThat(process.awaitExitCode())
        .as("the exit code of a process that creates two flags and closes one of them")
        .withFailMessage("\nExpected: the process ends.\nSeen: %s", process.lastWords())
        .isZero();
    assertThat(process.lastWords())
        .as(
            "what a process saw that called create(file).memory(), kept only the buffer, and"
                + " collected garbage")
        .contains(EXISTS);
    assertThat(Files.exists(closed))
        .as("a newer file of the same name, after the process that closed the flag has ended")
        .withFailMessage(
            "\nExpected: a process that has closed its flag ends, and a newer file of the same"
                + " name still exists.\nSeen: the newer file is gone.")
        .isTrue();
  }

  @Test
  @Order(2)
  @Rule("There are many reasons why a file cannot be mapped. create() then leaves no file behind.")
  void a_create_that_cannot_map_leaves_no_file() throws Exception {
    Path file = folder.resolve("flag");
    String words = wordsWithoutDiskSpace(Creating.class, file);
    boolean isMade = words.contains(MADE);
    assertThat(words)
        .as("what create(file) did in a process whose files may not have any bytes")
        .contains(isMade ? MADE : THREW);
    String when =
        "after create(file) in a process whose files may not have any bytes: "
            + (isMade ? MADE : THREW);
    assertThat(Files.exists(file))
        .as("whether the file exists " + when)
        .withFailMessage(
            isMade
                ? "\nExpected: the file exists %s.\nSeen: it does not exist."
                : "\nExpected: the file does not exist %s.\nSeen: it exists.",
            when)
        .isEqualTo(isMade);
  }

  /** What a process printed for which the disk is full: its files may not become longer than 0. */
  private static String wordsWithoutDiskSpace(Class<?> main, Path file) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] words = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(words, StandardCharsets.UTF_8);
  }
}
