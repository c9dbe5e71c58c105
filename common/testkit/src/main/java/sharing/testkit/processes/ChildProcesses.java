package sharing.testkit.processes;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes that the calls of a test have started: the children of this JVM and their
 * descendants, without those that {@link #letBe} excludes. Any number of threads may use it.
 */
public final class ChildProcesses {
  /** A process that has ended stays here. Another one may get its pid, but not its start time. */
  private static final Set<ProcessHandle> SERVERS = ConcurrentHashMap.newKeySet();

  private ChildProcesses() {}

  /**
   * Excludes a child of this JVM from now on: a server, which outlives a call however the call
   * ends. Its descendants are excluded, too.
   */
  public static void letBe(ProcessHandle child) {
    SERVERS.add(child);
  }

  /** The live children of this JVM, without servers; a new set, which the caller may change. */
  public static Set<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> !SERVERS.contains(child))
        .collect(Collectors.toSet());
  }

  /**
   * The processor time that each of them has used since it started, by its process id; zero where
   * the operating system does not tell.
   */
  public static Map<Long, Duration> processorTimes() {
    return ChargedTime.processorTimes(started());
  }

  /**
   * Whether a thread of one of them runs, or waits for a processor that others use. Elsewhere than
   * on Linux: no.
   */
  public static boolean isOneReady() {
    return started().anyMatch(process -> ReadyThreads.in(process) > 0);
  }

  /** Kills them. Returns before they have ended. */
  public static void endStarted() {
    started().forEach(ProcessHandle::destroyForcibly);
  }

  private static Stream<ProcessHandle> started() {
    return children().stream()
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
  }
}
