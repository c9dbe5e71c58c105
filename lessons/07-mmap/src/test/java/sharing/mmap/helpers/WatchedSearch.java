package sharing.mmap.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import sharing.testkit.CheckFailedError;
import sharing.testkit.processes.ProcessGate;
import sharing.testkit.threads.WatchedCall;

/** A call of {@code isPrime} in its own thread, and what is left when the call has ended. */
public final class WatchedSearch {
  private final WatchedCall<Boolean> call;
  private volatile long processesAtEnd;

  private WatchedSearch(String name, Callable<Boolean> search) {
    call =
        WatchedCall.start(
            name,
            () -> {
              try {
                return search.call();
              } finally {
                // Count immediately: later, killed processes that nobody waited for would be gone.
                processesAtEnd = processes();
              }
            });
  }

  public static WatchedSearch start(Callable<Boolean> search) {
    return start("caller", search);
  }

  /** Starts one of several searches, in a thread with this name in the report. */
  public static WatchedSearch start(String name, Callable<Boolean> search) {
    return new WatchedSearch(name, search);
  }

  /** How many child processes of this process are still running. */
  public static long processes() {
    return ProcessHandle.current().children().count();
  }

  /** The files below a folder. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Waits until this many processes wait at a gate. */
  public void awaitAtGate(ProcessGate gate, int processes) throws Exception {
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
      call.result(); // What the search threw says more.
    }
    assertThat(gate.arrived())
        .as("how many processes work at the same time while the search waits for them")
        .isEqualTo(processes);
  }

  /** Waits until a start of this search is held, or a process of it waits at a gate. */
  public void awaitStart(HeldStart start, ProcessGate gate) throws Exception {
    call.until(() -> start.isHolding() || gate.arrived() == 1);
    if (!call.caller().isAlive()) {
      call.result(); // What the search threw says more.
    }
  }

  public void interrupt() throws InterruptedException {
    call.interruptCaller();
  }

  /** Interrupts the search again and again, until it has ended. */
  public void interruptUntilItEnds() {
    Thread caller = call.caller();
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

  public boolean result() throws Exception {
    return call.result();
  }

  /** Returns the result of the search; a report about a hang begins with what happened before. */
  public boolean resultAfter(String how) throws Exception {
    try {
      return call.result();
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    }
  }

  /** Checks that the search has left no file and no process. It must have ended. */
  public void assertNothingLeft(Path folder, String when) throws IOException {
    assertThat(files(folder).size()).as("how many files of the search are left " + when).isZero();
    assertThat(processesAtEnd)
        .as("how many processes of the search were still running when it ended, " + when)
        .isZero();
  }
}
