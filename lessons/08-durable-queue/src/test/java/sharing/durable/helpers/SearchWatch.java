package sharing.durable.helpers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import sharing.durable.TestWorker;
import sharing.testkit.CheckFailedError;
import sharing.testkit.fixtures.Sieve;
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

  /** Lets the workers that wait at the gate continue. */
  public void openGate() throws IOException {
    gate.open();
  }

  /** How many workers have come to the gate so far. */
  public int atGate() {
    return gate.arrived();
  }

  /** Waits until as many workers wait at the gate. */
  public void atGate(WatchedCall<?> call, int workers) throws Exception {
    call.until(() -> gate.arrived() == workers);
    if (!call.caller().isAlive()) {
      call.result(); // Its exception says more.
    }
    assertThat(gate.arrived())
        .as("how many processes work at the same time, while the search waits for them")
        .isEqualTo(workers);
  }

  /** Waits until other workers have finished all entries, while one worker is paused. */
  public static void awaitFinished(WatchedCall<?> call, TestQueue queue, String how)
      throws Exception {
    try {
      call.until(Polling.seldom(() -> isFinished(queue)));
    } catch (CheckFailedError e) {
      throw new CheckFailedError(
          how + " " + e.failure().how(),
          "another process finishes all entries in the meantime.",
          "it does not.",
          e);
    }
    if (!call.caller().isAlive()) {
      call.result(); // Its exception says more.
    }
  }

  private static boolean isFinished(TestQueue queue) {
    try {
      return queue.isFinished();
    } catch (IOException e) {
      return false; // The queue is gone: the search is about to end.
    }
  }

  /** Whether one of the queues is finished now. */
  public boolean hasFinishedQueue() throws Exception {
    return queues().stream().anyMatch(SearchWatch::isFinished);
  }

  public <T> T resultOf(WatchedCall<T> call) throws Exception {
    return Polling.result(call, server, () -> TestQueue.progress(queues()));
  }

  /** The same, for a search that has a server of its own. */
  public static <T> T resultOf(WatchedCall<T> call, URI redis) throws Exception {
    try (RedisInspector server = new RedisInspector(redis)) {
      return Polling.result(
          call, server, () -> TestQueue.progress(TestQueue.among(server.keys(), redis, server)));
    }
  }

  public List<TestQueue> queues() throws Exception {
    return TestQueue.among(newKeys(), redis, server);
  }

  /** The queue of the only search. */
  public TestQueue queue() throws Exception {
    List<TestQueue> queues = queues();
    assertThat(queues).as("the queues of one search").hasSize(1);
    return queues.get(0);
  }

  public Set<ProcessHandle> newProcesses() {
    Set<ProcessHandle> processes = ChildProcesses.children();
    processes.removeAll(processesBefore);
    return processes;
  }

  /**
   * A process of the search.
   *
   * @param which first or last
   */
  public ProcessHandle processStarted(String which) {
    Comparator<ProcessHandle> byStart =
        Comparator.comparing((ProcessHandle process) -> process.info().startInstant().orElseThrow())
            .thenComparing(ProcessHandle::pid);
    List<ProcessHandle> processes = newProcesses().stream().sorted(byStart).toList();
    return processes.get(which.equals("first") ? 0 : processes.size() - 1);
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
  }

  public void assertNoProcessLeft(String when) throws Exception {
    assertThat(RedisInspector.settled(() -> newProcesses().size()))
        .as("how many processes of the search still run " + when)
        .isZero();
  }

  /** Reports the first place where the lists differ: that says more than two long lists. */
  public static void assertPrimes(String what, long from, long to, List<Long> seen) {
    List<Long> expected = LongStream.of(Sieve.primesIn(from, to)).boxed().toList();
    int i = 0;
    while (i < Math.min(expected.size(), seen.size()) && expected.get(i).equals(seen.get(i))) {
      i++;
    }
    String difference =
        i == seen.size()
            ? "and no more after that"
            : i == expected.size()
                ? "and then " + seen.get(i)
                : "and then " + seen.get(i) + " instead of " + expected.get(i);
    assertThat(seen)
        .as(what)
        .withFailMessage(
            "\nExpected: the %d primes from %d to %d, ascending.\n"
                + "Seen: %d numbers: the first %d primes, %s.",
            expected.size(), from, to - 1, seen.size(), i, difference)
        .isEqualTo(expected);
  }

  /** The answer to a question that cannot fail here. */
  public static <T> T unchecked(Callable<T> question) {
    try {
      return question.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
