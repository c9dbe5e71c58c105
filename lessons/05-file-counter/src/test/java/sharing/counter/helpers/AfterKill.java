package sharing.counter.helpers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import sharing.testkit.CheckFailedError;
import sharing.testkit.interleaver.EachAction;

/**
 * A process is killed in the middle of changing a file, and another one goes on. Here one thread
 * plays both: before an action of its call, it keeps a copy of all files. When the call has ended,
 * it puts them back and makes the call again, with classes that are loaded again.
 */
public final class AfterKill {
  /** How many calls the next process makes: what is left may be in the way of a later one. */
  public static final int CALLS = 10;

  private final Path folder;
  private Map<String, byte[]> files;

  /** Works in a folder, whose file {@code count} the call changes. */
  public AfterKill(Path folder) {
    this.folder = folder;
  }

  /**
   * Kills the first process at each of its actions in turn.
   *
   * @param type the call, which takes the path of the file as a text
   * @param call what it is called in a message
   * @param expected the texts that the file may hold after the calls of the next process
   */
  public <T> void killAtEachAction(
      Class<? extends Callable<T>> type, String call, List<String> expected) throws Exception {
    Path file = folder.resolve("count");
    EachAction<T> each = EachAction.of(type, file.toString());
    each.comesAfter(
        () -> files = read(),
        () -> {
          putBack(Map.of("count", "39999\n".getBytes()));
          each.loadAgain();
          each.call();
          if (!each.hasHappened()) {
            return;
          }
          putBack(files);
          each.loadAgain();
          String how =
              "A file held 39999. A process called "
                  + call
                  + " and was killed before this action: "
                  + each.action()
                  + ".\nThen another process called "
                  + call
                  + " "
                  + CALLS
                  + " times.";
          try {
            for (int i = 0; i < CALLS; i++) {
              each.call();
            }
          } catch (IOException e) {
            String cause = e.getCause() == null ? "" : "\nCaused by: " + e.getCause();
            throw new CheckFailedError(how, "each call returns.", "one threw " + e + cause, e);
          }
          if (!expected.contains(Content.of(file))) {
            throw new CheckFailedError(
                how,
                "the file holds " + String.join(" or ", expected) + ".",
                "it holds " + Content.of(file) + ".");
          }
        });
  }

  private Map<String, byte[]> read() throws IOException {
    Map<String, byte[]> all = new HashMap<>();
    for (String name : Content.names(folder)) {
      all.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    return all;
  }

  /** Leaves alone what is already as it was: a call may still have it open. */
  private void putBack(Map<String, byte[]> known) throws IOException {
    for (String name : Content.names(folder)) {
      if (!known.containsKey(name)) {
        Files.delete(folder.resolve(name));
      }
    }
    for (Map.Entry<String, byte[]> each : known.entrySet()) {
      Path file = folder.resolve(each.getKey());
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), each.getValue())) {
        Files.write(file, each.getValue());
      }
    }
  }
}
