package sharing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes that a run may leave behind: those that work in its folder, as each one does whose
 * parent did, unless it goes elsewhere. They are found on Linux, even if their parent has ended.
 */
public final class Leftovers implements AutoCloseable {
  /** One that starts others while it is killed must not keep us for ever. */
  private static final int ROUNDS = 20;

  /** A bound for that; killed processes end at once, unless the machine is very busy. */
  private static final Duration END = Duration.ofSeconds(5);

  private final Path folder;

  /**
   * @param folder the working folder of the run, absolute
   */
  public Leftovers(Path folder) {
    this.folder = folder;
  }

  /** The working folder. */
  public Path folder() {
    return folder;
  }

  /** Kills them. */
  @Override
  public void close() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left = ProcessHandle.allProcesses().filter(this::worksHere).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(Leftovers::awaitEnd);
    }
  }

  /** Who is killed needs a moment to end. */
  private static void awaitEnd(ProcessHandle process) {
    process.onExit().completeOnTimeout(process, END.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
      // Of a folder that is gone, the link says so after its name.
      String where = Files.readSymbolicLink(link).toString();
      return where.replaceFirst(" \\(deleted\\)$", "").equals(folder.toString())
          || where.startsWith(folder + "/");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // It has ended, belongs to somebody else, or this is no Linux.
    }
  }
}
