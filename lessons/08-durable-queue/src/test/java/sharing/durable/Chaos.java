package sharing.durable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import sharing.common.ParentJvm;
import sharing.common.TrialDivision;
import sharing.durable.helpers.Polling;
import sharing.durable.helpers.TestQueue;
import sharing.testkit.CheckFailedError;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

/**
 * Searches the range of the notebook with several processes. Now and then it kills one of them, or
 * stops the server and starts it again. A seed decides which one, and when; the moments are counted
 * in requests to the server, not in time.
 *
 * <p>{@code Chaos 1 50} runs the seeds 1 to 50, and prints a line for each.
 */
final class Chaos {
  private static final int WORKERS = 3;
  private static final int CHUNK = 10_000;
  private static final int FAULTS = 6;
  private static final int READS_BETWEEN_FAULTS = 20;

  /** On average, one in this many faults hits the server. */
  private static final int SERVER_IN = 5;

  /** Generous: by chance, each worker that is killed may have the same entry. */
  private static final Limits LIMITS = new Limits(Duration.ofMillis(300), 1_000, 1_000);

  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "chaos");
  private static final Path VICTIMS = FOLDER.resolve("victims");
  private static final Path OVER = FOLDER.resolve("over");

  private final Random random;
  private final List<String> events = new ArrayList<>();

  private Chaos(long seed) {
    random = new Random(seed);
  }

  /**
   * The outcome of one run.
   *
   * @param events the faults, in this order
   * @param lost primes that are missing from the result
   * @param doubled how many numbers in the result are repetitions
   * @param wrong numbers in the result that are not primes of the range
   */
  record Outcome(List<String> events, List<Long> lost, int doubled, List<Long> wrong) {
    boolean isRight() {
      return lost.isEmpty() && doubled == 0 && wrong.isEmpty();
    }
  }

  /** Runs some seeds. The arguments are the first and the last seed. */
  public static void main(String[] arguments) throws Exception {
    long first = Long.parseLong(arguments[0]);
    long last = Long.parseLong(arguments[1]);
    int right = 0;
    for (long seed = first; seed <= last; seed++) {
      Outcome outcome = run(seed);
      right += outcome.isRight() ? 1 : 0;
      System.out.printf(
          "seed %d: %d lost, %d doubled, %d wrong; %s%n",
          seed,
          outcome.lost.size(),
          outcome.doubled,
          outcome.wrong.size(),
          String.join(", ", outcome.events));
    }
    System.out.printf("%d of %d runs lost nothing and doubled nothing%n", right, last - first + 1);
    System.exit(right == last - first + 1 ? 0 : 1);
  }

  /**
   * One run.
   *
   * @throws CheckFailedError if the search fails; the message names the seed and the faults
   */
  static Outcome run(long seed) throws Exception {
    Chaos chaos = new Chaos(seed);
    try {
      return chaos.run();
    } catch (Exception | AssertionError e) {
      String how = "With seed " + seed + ": " + String.join(", ", chaos.events);
      throw new CheckFailedError(how, "the search ends with all primes.", e.toString(), e);
    }
  }

  private Outcome run() throws Exception {
    TemporaryFolder.delete(FOLDER);
    Files.createDirectories(VICTIMS);
    try (RedisServer redis = RedisServer.startDurable(FOLDER, "everysec")) {
      PrimeSearch search = new PrimeSearch(redis.uri(), WORKERS, CHUNK, LIMITS, Victim.class);
      WatchedCall<List<Long>> call =
          WatchedCall.start("search", () -> search.primes(NotebookRange.FROM, NotebookRange.TO));
      for (int i = 0; i < FAULTS && call.caller().isAlive(); i++) {
        awaitReads(call, redis);
        fault(redis);
      }
      Files.createFile(OVER);
      return outcome(resultOf(call, redis.uri()));
    } finally {
      TemporaryFolder.delete(FOLDER);
    }
  }

  private static List<Long> resultOf(WatchedCall<List<Long>> call, URI redis) throws Exception {
    try (RedisInspector server = new RedisInspector(redis)) {
      return Polling.result(
          call, server, () -> TestQueue.progress(TestQueue.among(server.keys(), redis, server)));
    }
  }

  /** Waits until the workers have asked for entries a few more times, as the seed decides. */
  private void awaitReads(WatchedCall<?> call, RedisServer redis) throws Exception {
    try (RedisInspector server = new RedisInspector(redis.uri())) {
      long until = reads(server) + 1 + random.nextInt(READS_BETWEEN_FAULTS);
      call.until(() -> !call.caller().isAlive() || reads(server) >= until, () -> reads(server));
    }
  }

  private static long reads(RedisInspector server) {
    try {
      return server.uses("xreadgroup");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fault(RedisServer redis) throws Exception {
    boolean isServer = random.nextInt(SERVER_IN) == 0;
    int which = random.nextInt(WORKERS);
    List<ProcessHandle> workers = workers();
    if (isServer) {
      redis.stop();
      redis.restart();
      events.add("server started again");
    } else if (!workers.isEmpty()) {
      workers.get(which % workers.size()).destroyForcibly();
      events.add("one of " + workers.size() + " workers killed");
    }
  }

  /**
   * The workers that have begun. Killing one that is still starting would be an error in its
   * parent.
   */
  private static List<ProcessHandle> workers() throws IOException {
    try (Stream<Path> files = Files.list(VICTIMS)) {
      return files
          .map(file -> Long.parseLong(file.getFileName().toString()))
          .sorted()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

  /**
   * A worker process that writes its process number into a folder, so that a fault can kill it.
   * Until all faults have happened, the last number of the range kills it, too: so no search ends
   * earlier.
   */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Files.createFile(VICTIMS.resolve(Long.toString(ProcessHandle.current().pid())));
      WorkerProcess.work(WorkerArguments.of(arguments), Victim::isPrime);
      parent.finish();
    }

    private static boolean isPrime(long n) {
      if (n == NotebookRange.TO - 1 && !Files.exists(OVER)) {
        throw new IllegalStateException("not all faults have happened yet");
      }
      return TrialDivision.isPrime(n);
    }
  }

  private Outcome outcome(List<Long> seen) {
    long[] range = Sieve.primesIn(NotebookRange.FROM, NotebookRange.TO);
    Set<Long> primes = LongStream.of(range).boxed().collect(Collectors.toSet());
    Set<Long> found = Set.copyOf(seen);
    int doubled = seen.size() - found.size();
    return new Outcome(events, notIn(found, primes), doubled, notIn(primes, found));
  }

  private static List<Long> notIn(Set<Long> known, Set<Long> numbers) {
    return numbers.stream().filter(n -> !known.contains(n)).sorted().toList();
  }
}
