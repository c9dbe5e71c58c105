package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.samples.Notes;

class EachActionTest {
  private static final String SAMPLES = Notes.class.getPackageName();

  @TempDir Path folder;

  static class Replacing implements Callable<Void> {
    private final Path file;

    Replacing(Path file) {
      this.file = file;
    }

    @Override
    public Void call() throws IOException {
      Notes.replace(file);
      return null;
    }
  }

  static class Counting implements Callable<Integer> {
    @Override
    public Integer call() {
      return Notes.count();
    }
  }

  @Test
  void each_action_on_a_file_fails_once_and_the_call_after_it_does_not() throws Exception {
    EachAction<Void> replacing = EachAction.of(SAMPLES, Replacing.class, folder.resolve("note"));
    List<String> failed = new ArrayList<>();
    replacing.fails(
        () -> {
          try {
            replacing.call();
            assertThat(replacing.hasHappened()).as("whether an action failed").isFalse();
          } catch (IOException e) {
            failed.add(
                replacing.action().replaceAll(" \\(.*", "") + ", " + e.getClass().getSimpleName());
            assertThat(names()).as("the files after a failure").isEmpty();
            replacing.call();
          }
          assertThat(names()).as("the files").containsExactly("note");
          Files.delete(folder.resolve("note"));
        });
    assertThat(failed)
        .as("the actions that failed")
        .containsExactly(
            "it calls newBufferedWriter, FileSystemException",
            "it calls write, FileSystemException",
            "it calls close, FileSystemException",
            "it calls move, AtomicMoveNotSupportedException");
  }

  @Test
  void an_event_comes_before_each_action() throws Exception {
    EachAction<Void> replacing = EachAction.of(SAMPLES, Replacing.class, folder.resolve("note"));
    List<String> seen = new ArrayList<>();
    replacing.comesAfter(
        () -> seen.add(names().toString()),
        () -> {
          replacing.call();
          Files.delete(folder.resolve("note"));
        });
    assertThat(seen.stream().distinct())
        .as("the files before each action")
        .containsExactly("[]", "[next]", "[note]");
    assertThat(replacing.action()).as("the action of the last round").isEqualTo("no action");
    List<String> seenInOneCall = new ArrayList<>();
    replacing.call(() -> seenInOneCall.add(names().toString()));
    assertThat(seenInOneCall).as("the same in one call").isEqualTo(seen);
  }

  @Test
  void classes_that_are_loaded_again_begin_anew() throws Exception {
    EachAction<Integer> counting = EachAction.of(SAMPLES, Counting.class);
    assertThat(List.of(counting.call(), counting.call())).as("two calls").containsExactly(1, 2);
    counting.loadAgain();
    assertThat(counting.call()).as("a call of classes that were loaded again").isEqualTo(1);
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
