package sharing.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sharing.counter.ProcessCounterTest.next;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.common.ChildJvm;
import sharing.counter.helpers.Content;
import sharing.counter.helpers.CountingProcess;
import sharing.counter.helpers.FolderEvents;
import sharing.counter.helpers.OpenFiles;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.interleaver.EachAction;
import sharing.testkit.threads.FileLocks;
import sharing.testkit.threads.WatchedCall;

/** A file with a bare name, a number larger than an int, interrupts, and a disk that fails. */
@Order(5)
@DisplayName("A counter for several processes")
class ProcessCounterTroubleTest {
  @TempDir Path folder;

  /** Counts with a counter that is not used again, and then with another one. */
  static class TwoIncrements implements Callable<Long> {
    private final Path file;
    private final ProcessCounter counter;

    TwoIncrements(String file) {
      this.file = Path.of(file);
      counter = new ProcessCounter(this.file);
    }

    @Override
    public Long call() throws IOException {
      new ProcessCounter(file).increment();
      Files.writeString(file, "100\n");
      return counter.increment();
    }
  }

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
    AtomicBoolean isOver = new AtomicBoolean();
    List<WatchedCall<Long>> beside = new ArrayList<>();
    Path temporary = Files.createTempDirectory("temporary");
    try (FolderEvents events = new FolderEvents(temporary)) {
      // For one process, the path of the file is a bare name.
      processes.add(CountingProcess.start(folder, temporary, "count", 1, 300));
      processes.add(ChildJvm.start(CountingProcess.class, file.toString(), "1", "300"));
      for (ChildJvm process : processes) {
        process.send("begin");
      }
      next(processes.get(0), how).orElseThrow();
      long counted = 1;
      for (int i = 0; i < 300; i++) {
        counted += incrementsWhenInterrupted(counter) ? 1 : 0;
      }
      for (int i = 1; i <= 2; i++) {
        beside.add(WatchedCall.start("thread " + i, () -> countUntil(isOver, counter)));
      }
      for (int i = 0; i < 25; i++) {
        counted += incrementsWhenInterrupted(counter) ? 1 : 0;
        counted += incrementsThoughInterruptedLater(counter) ? 1 : 0;
      }
      isOver.set(true);
      for (WatchedCall<Long> each : beside) {
        counted += each.result();
      }
      for (ChildJvm process : processes) {
        for (Optional<String> n = next(process, how); n.isPresent(); n = next(process, how)) {
          counted++;
        }
      }
      assertThat(Long.parseLong(Files.readString(file).strip()))
          .as("the number in the file, after 2 processes and an interrupted thread have counted")
          .isEqualTo(counted);
      assertThat(events.created())
          .as(
              "the files that a process made in its folder for temporary files, when it counted in"
                  + " the file with the bare name \"count\"")
          .isEmpty();
    } finally {
      isOver.set(true);
      processes.forEach(ChildJvm::close);
    }
  }

  /** How often a thread that nobody interrupts has counted. */
  private static long countUntil(AtomicBoolean isOver, ProcessCounter counter) {
    long counted = 0;
    while (!isOver.get()) {
      try {
        counter.increment();
      } catch (IOException | RuntimeException e) {
        throw new CheckFailedError(
            "Two processes, an interrupted thread and two other threads counted in one file.",
            "increment() returns in each thread that is not interrupted.",
            "it threw " + e + ".",
            e);
      }
      counted++;
    }
    return counted;
  }

  @Test
  @Order(4)
  @Rule(
      "An increment either counts and returns, or fails and adds nothing, whenever it is interrupted.")
  void no_interrupt_makes_an_increment_count_and_fail() throws Exception {
    Path file = folder.resolve("count");
    Thread caller = Thread.currentThread();
    EachAction<Long> increment = EachAction.of(ProcessCounterTest.Increment.class, file.toString());
    increment.comesAfter(
        caller::interrupt,
        () -> {
          file("7\n");
          String seen = "it returned";
          long expected = 8;
          try {
            increment.call();
          } catch (IOException e) {
            seen = "it threw " + e;
            expected = 7;
          } finally {
            Thread.interrupted();
          }
          String how =
              "The file held 7.\nThe thread was interrupted before this action of increment(): "
                  + increment.action()
                  + ".";
          if (!Content.of(file).equals(expected + "\\n")) {
            throw new CheckFailedError(
                how,
                "increment() returns and the file holds 8, or it throws and the file holds 7.",
                seen + ", and the file holds " + Content.of(file) + ".");
          }
          assertNextCounts(increment, how, expected + 1);
        });
  }

  @Test
  @Order(5)
  @Rule(
      "Each step of an increment may fail: it must then release its locks, and leave the file as it is.")
  void each_step_that_fails_lets_the_next_call_in() throws Exception {
    Path file = folder.resolve("count");
    EachAction<Long> increment = EachAction.of(ProcessCounterTest.Increment.class, file.toString());
    increment.fails(
        () -> {
          file("7\n");
          String seen = "it returned";
          long expected = 8;
          try {
            WatchedCall.start("thread 1", increment::call).result();
          } catch (IOException e) {
            seen = "it threw " + e;
            expected = 7;
          }
          String how =
              "The file held 7.\nThis action of increment() failed, as on a disk that is full or"
                  + " broken: "
                  + increment.action()
                  + ".";
          if (!Content.of(file).equals(expected + "\\n")) {
            throw new CheckFailedError(
                how,
                "increment() throws, and the file still holds 7.",
                seen + ", and the file holds " + Content.of(file) + ".");
          }
          assertNextCounts(increment, how, expected + 1);
        });
    file("7\n");
    assertThat(OpenFiles.keptByFailures(increment))
        .as("the actions of increment() that left a file open when they failed")
        .isEmpty();
  }

  /** Another thread counts, after what has happened. */
  private void assertNextCounts(EachAction<Long> increment, String how, long expected)
      throws Exception {
    assertThat(Content.names(folder).size())
        .as("how many files there are in the folder of \"count\" after that. %s", how)
        .isLessThanOrEqualTo(2);
    try {
      assertThat(WatchedCall.start("thread 2", increment::call).result())
          .as("increment() of thread 2 after that. %s", how)
          .isEqualTo(expected);
    } catch (CheckFailedError hang) {
      throw hang.after(how + "\nThen thread 2 called increment().");
    } catch (IOException | RuntimeException e) {
      throw new CheckFailedError(
          how, "increment() of thread 2 returns after that.", "it threw " + e + ".", e);
    }
  }

  @Test
  @Order(6)
  @Rule(
      "Do not delete the lock file: a process that waits for it would lock another file than the next one.")
  void the_lock_file_is_not_deleted() throws IOException {
    Path file = file("7\n");
    ProcessCounter counter = new ProcessCounter(file);
    counter.increment();
    List<String> names = Content.names(folder);
    names = names.stream().filter(name -> !name.equals("count")).toList();
    Path links = Files.createTempDirectory("links");
    for (String name : names) {
      Files.createLink(links.resolve(name), folder.resolve(name));
    }
    for (String content : List.of("4000", "")) {
      file(content);
      assertThatThrownBy(counter::increment, "increment() on a file that holds \"%s\"", content)
          .isInstanceOf(IOException.class);
    }
    incrementsWhenInterrupted(counter);
    file("7\n");
    counter.increment();
    for (String name : names) {
      Path known = folder.resolve(name);
      assertThat(Files.exists(known) && Files.isSameFile(known, links.resolve(name)))
          .as("the file \"%s\" beside the count file, after increments have failed", name)
          .withFailMessage(
              "\nExpected: the file \"%s\" is still the one that the first increment made.\n"
                  + "Seen: it was deleted or replaced.",
              name)
          .isTrue();
    }
  }

  /** Only Linux shows the locks. */
  @Test
  @Order(7)
  @Rule(
      "The garbage collector closes a file that no object uses any more, and so releases its locks.")
  void the_garbage_collector_releases_no_lock() throws Exception {
    Path file = file("7\n");
    Path temporary = Files.createTempDirectory("garbage");
    List<Set<String>> locks = new ArrayList<>();
    EachAction.of(TwoIncrements.class, file.toString())
        .call(
            () -> {
              Set<String> before = FileLocks.held();
              if (locks.isEmpty() && !before.isEmpty() && Content.of(file).equals("100\\n")) {
                OpenFiles.collectGarbage(temporary);
                locks.addAll(List.of(before, FileLocks.held()));
              }
            });
    if (!locks.isEmpty()) {
      assertThat(locks.get(1).containsAll(locks.get(0)))
          .as("the file locks of a counter that counts, while another counter is no longer used")
          .withFailMessage(
              "\nExpected: a counter keeps its file lock until its increment ends.\n"
                  + "Seen: the garbage collector removed another counter of the file, and the lock was"
                  + " released.")
          .isTrue();
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

  /** The same, in a thread that is interrupted when it may wait for the file lock. */
  private static boolean incrementsThoughInterruptedLater(ProcessCounter counter) throws Exception {
    AtomicBoolean hasFailed = new AtomicBoolean();
    WatchedCall<Void> call =
        WatchedCall.start(
            () -> {
              try {
                counter.increment();
              } catch (IOException e) {
                hasFailed.set(true);
              }
              return null;
            });
    call.until(() -> FileLocks.isAskedFor(call.caller()) || !call.caller().isAlive());
    call.caller().interrupt();
    call.result();
    return !hasFailed.get();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("count"), content);
  }
}
