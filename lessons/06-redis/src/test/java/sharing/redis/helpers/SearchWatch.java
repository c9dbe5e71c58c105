package sharing.redis.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Callable;
import sharing.redis.TestWorker;
import sharing.testkit.CheckFailedError;
import sharing.testkit.processes.ChildProcesses;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

/** What a test sees of a search: its processes, the gate where they wait, and its keys. */
public final class SearchWatch implements AutoCloseable {
  private final URI redis = RedisServer.shared();
  private final RedisInspector server = new RedisInspector(redis);
  private final ProcessGate gate = new ProcessGate(TestWorker.GATE);
  private final Set<ProcessHandle> processesBefore = ChildProcesses.children();
  private final Set<String> keysBefore = server.keys();
  private volatile int processesAtEnd;

  public SearchWatch() throws Exception {
    TestWorker.forgetAll();
  }

  /** Removes what a test leaves behind, so that it does not disturb the next one. */
  @Override
  public void close() throws Exception {
    newProcesses().forEach(ProcessHandle::destroyForcibly);
    for (String key : newKeys()) {
      server.ask("DEL", key);
    }
    server.close();
    gate.close();
  }

  public URI redis() {
    return redis;
  }

  public RedisInspector server() {
    return server;
  }

  /** Starts a search, and counts the processes that it has left at the moment when it ends. */
  public WatchedCall<Boolean> start(Callable<Boolean> search) {
    return WatchedCall.start(
        () -> {
          try {
            return search.call();
          } finally {
            processesAtEnd = newProcesses().size();
          }
        });
  }

  /** Lets the workers that wait at the gate continue. */
  public void openGate() throws IOException {
    gate.open();
  }

  /** Waits until this many processes are at the gate. */
  public void atGate(WatchedCall<?> call, int processes) throws Exception {
    try {
      call.until(() -> gate.arrived() == processes);
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          hang.failure().how(),
          "processes that work at the same time: " + processes + ".",
          "processes that work at the same time: "
              + gate.arrived()
              + ". The search waits, and starts no other process.",
          hang);
    }
    if (!call.caller().isAlive()) {
      call.result(); // Its exception says more.
    }
    assertThat(gate.arrived())
        .as("how many processes work at the same time, while the search waits for them")
        .isEqualTo(processes);
  }

  /** Whether this many processes are at the gate, or the search has ended before that. */
  public boolean areAtGate(WatchedCall<?> call, int processes) {
    return gate.arrived() >= processes || !call.caller().isAlive();
  }

  public static boolean resultOf(WatchedCall<Boolean> call, String how) throws Exception {
    try {
      return call.result();
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    }
  }

  /** Interrupts a search again and again, until it has ended. */
  public static void interruptUntilItEnds(Thread caller) {
    Thread interrupting =
        new Thread(
            () -> {
              while (caller.isAlive()) {
                caller.interrupt();
                Thread.yield();
              }
            },
            "interrupts the caller");
    interrupting.setDaemon(true);
    interrupting.start();
  }

  public Set<ProcessHandle> newProcesses() {
    Set<ProcessHandle> processes = ChildProcesses.children();
    processes.removeAll(processesBefore);
    return processes;
  }

  public Set<String> newKeys() throws Exception {
    Set<String> keys = server.keys();
    keys.removeAll(keysBefore);
    return keys;
  }

  public void assertNothingLeft(String when) throws Exception {
    assertThat(newKeys().size())
        .as("how many keys of the search are left in the server " + when)
        .isZero();
    assertNoProcessLeft(when);
    assertThat(processesAtEnd)
        .as("how many processes of the search still run %s, when isPrime() has just ended", when)
        .isZero();
  }

  public void assertNoProcessLeft(String when) throws Exception {
    assertThat(RedisInspector.settled(() -> newProcesses().size()))
        .as("how many processes of the search still run " + when)
        .isZero();
  }
}
