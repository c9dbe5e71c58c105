package sharing.testkit.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sharing.common.Stopwatch;

/**
 * A group of processes that Linux bounds: at most {@value #TASKS} processes and threads may live in
 * it, and no process can leave it. It can be made where this process may make one beside itself: as
 * root in most containers, and in a session to which systemd has delegated it. Any number of
 * threads may use it.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#pid">the kernel's
 *     documentation</a>
 */
final class ControlGroup implements AutoCloseable {
  /** More than any right answer has, and few enough to be killed in a moment. */
  static final int TASKS = 4_000;

  private static final String PREFIX = "sharing-";
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final AtomicInteger MADE = new AtomicInteger();

  private final Path folder;

  private ControlGroup(Path folder) {
    this.folder = folder;
  }

  /** Makes a group with one process in it; nothing where that is not allowed, or no Linux. */
  static Optional<ControlGroup> of(ProcessHandle process) {
    return of(process, TASKS);
  }

  /** The same, with another bound. */
  static Optional<ControlGroup> of(ProcessHandle process, int tasks) {
    Optional<Path> mine = mine();
    if (mine.isEmpty()) {
      return Optional.empty();
    }
    removeLeft(mine.get());
    String name = PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
    Path folder = mine.get().resolve(name);
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      return Optional.empty(); // It is not ours to make.
    }
    ControlGroup group = new ControlGroup(folder);
    try {
      if (!Files.exists(folder.resolve("pids.max"))) {
        Files.writeString(mine.get().resolve("cgroup.subtree_control"), "+pids");
      }
      Files.writeString(folder.resolve("pids.max"), Integer.toString(tasks));
      Files.writeString(folder.resolve("cgroup.procs"), Long.toString(process.pid()));
      return Optional.of(group);
    } catch (IOException e) {
      group.close();
      return Optional.empty();
    }
  }

  /** Ends the groups of processes that were killed before they could do that. */
  private static void removeLeft(Path mine) {
    Stopwatch watch = Stopwatch.start();
    try (Stream<Path> folders = Files.list(mine)) {
      folders
          .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
          .filter(folder -> ProcessHandle.of(maker(folder)).isEmpty())
          .forEach(folder -> new ControlGroup(folder).close(watch));
    } catch (IOException e) {
      // Another one removes them at the same moment.
    }
  }

  private static long maker(Path folder) {
    return Long.parseLong(folder.getFileName().toString().split("-")[1]);
  }

  /** The folder of the group that this process is in, of the first version or of the second. */
  static Optional<Path> mine() {
    List<String> groups;
    try {
      groups = Files.readAllLines(Path.of("/proc/self/cgroup"));
    } catch (IOException e) {
      return Optional.empty();
    }
    for (String group : groups) {
      String[] parts = group.split(":", 3);
      boolean isOfPids = List.of(parts[1].split(",")).contains("pids");
      boolean isSecond = parts[0].equals("0") && Files.exists(MOUNT.resolve("cgroup.controllers"));
      if (isOfPids || isSecond) {
        Path mount = isOfPids ? MOUNT.resolve("pids") : MOUNT;
        return Optional.of(mount.resolve(parts[2].substring(1))).filter(Files::isDirectory);
      }
    }
    return Optional.empty();
  }

  /** Kills all that are in it, waits until they have ended, 5 s at most, and removes it. */
  @Override
  public void close() {
    close(Stopwatch.start());
  }

  /** The same, with one bound for several groups, which began when the watch was started. */
  private void close(Stopwatch watch) {
    kill();
    while (!isRemoved() && watch.elapsedNanos() < BOUND.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      kill();
    }
  }

  private void kill() {
    try {
      for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      // It is gone.
    }
  }

  /** Linux removes a group only if none lives in it. */
  private boolean isRemoved() {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
