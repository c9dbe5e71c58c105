package sharing.testkit.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import sharing.common.Stopwatch;

/**
 * The processes that a run may leave behind: those that work in its folder, as each one does whose
 * parent did, unless it goes elsewhere; and where Linux lets us make a {@link ControlGroup}, all
 * that descend from one process, which are bounded in their number, too. They are found on Linux,
 * even if their parent has ended; on other systems, it finds none. Any number of threads may use
 * it.
 */
public final class OrphanReaper implements AutoCloseable {
  /**
   * One that starts others while it is killed must not keep us forever. Killed processes end at
   * once, unless the machine is very busy.
   */
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** Between two checks. The JDK waits 0.3 s between its own of a process that is no child. */
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Path folder;
  private final Queue<ControlGroup> groups = new ConcurrentLinkedQueue<>();

  /**
   * @param folder the working folder of the run, absolute
   */
  public OrphanReaper(Path folder) {
    this.folder = folder;
  }

  /** The working folder. */
  public Path folder() {
    return folder;
  }

  /** From now on, what descends from a process cannot get away, if the system lets us. */
  public void keep(ProcessHandle process) {
    ControlGroup.of(process).ifPresent(groups::add);
  }

  /** Kills them, and waits until they have ended, some seconds at most. */
  @Override
  public void close() {
    groups.forEach(ControlGroup::close);
    Stopwatch watch = Stopwatch.start();
    for (List<ProcessHandle> left = all();
        !left.isEmpty() && watch.elapsedNanos() < BOUND.toNanos();
        left = all()) {
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private List<ProcessHandle> all() {
    return ProcessHandle.allProcesses().filter(this::worksHere).toList();
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
