package sharing.durable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.XAddParams;
import sharing.bench.ResultCheck;
import sharing.common.TrialDivision;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.redis.RedisServer;

/**
 * What a durable queue costs in a search of the notebook's whole range, by how many numbers one
 * chunk has, and by how soon the server's file reaches the disk.
 *
 * <p>The time includes creating the queue, starting the workers and collecting the results.
 */
@State(Scope.Benchmark)
public class DurableQueueBenchmark {
  private static final long FROM = NotebookRange.FROM;
  private static final long TO = NotebookRange.TO;
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 3, 0);

  /** A server on this machine. */
  @State(Scope.Benchmark)
  public static class Server {
    /** No file; or a file that reaches the disk each second, or before each answer. */
    @Param({"none", "everysec", "always"})
    String fsync;

    private Path folder;
    private RedisServer server;

    @Setup
    public void start() throws Exception {
      folder = Files.createTempDirectory("durable");
      server = fsync.equals("none") ? RedisServer.start() : RedisServer.startDurable(folder, fsync);
    }

    @TearDown
    public void stop() throws Exception {
      server.close();
      TemporaryFolder.delete(folder);
    }
  }

  /** How many numbers one chunk has. */
  @State(Scope.Benchmark)
  public static class Chunked {
    @Param({"1000", "10000", "100000"})
    int chunk;
  }

  /** A queue that is used again and again. */
  @State(Scope.Benchmark)
  public static class OneQueue {
    private final Keys keys = new Keys("bench:" + UUID.randomUUID());
    private RedisClient redis;
    private ChunkQueue queue;

    @Setup
    public void make(Server server) {
      redis = Connections.pool(server.server.uri());
      queue = new ChunkQueue(redis, keys);
      queue.create(List.of());
    }

    /** The server may be gone by now: JMH does not say which of two states ends first. */
    @TearDown
    public void close() {
      redis.close();
    }
  }

  /** The baseline: one thread, the caller's own, and no queue. */
  @Benchmark
  public List<Long> baseline() {
    return LongStream.range(FROM, TO).filter(TrialDivision::isPrime).boxed().toList();
  }

  /** The baseline under a second name: the difference between the two is noise. */
  @Benchmark
  public List<Long> baselineAgain() {
    return baseline();
  }

  /** Two threads of this JVM, each with a connection of its own. */
  @Benchmark
  public int twoWorkers(Server server, Chunked chunked) throws Exception {
    URI uri = server.server.uri();
    Keys keys = new Keys("bench:" + UUID.randomUUID());
    try (RedisClient redis = Connections.pool(uri)) {
      ChunkQueue queue = new ChunkQueue(redis, keys);
      queue.create(Chunk.split(FROM, TO, chunked.chunk));
      List<FutureTask<Void>> workers = List.of(worker(uri, keys), worker(uri, keys));
      workers.forEach(worker -> new Thread(worker).start());
      for (FutureTask<Void> worker : workers) {
        worker.get();
      }
      int primes = queue.results().values().stream().mapToInt(List::size).sum();
      ResultCheck.check("how many primes there are", NotebookRange.PRIMES, primes);
      queue.delete();
      return primes;
    }
  }

  private static FutureTask<Void> worker(URI redis, Keys keys) {
    return new FutureTask<>(
        () -> {
          WorkerProcess.work(new WorkerArguments(redis, keys, LIMITS), TrialDivision::isPrime);
          return null;
        });
  }

  @Benchmark
  public int twoProcesses(Server server) throws Exception {
    int primes =
        new PrimeSearch(server.server.uri(), 2, 10_000, LIMITS, WorkerProcess.class)
            .primes(FROM, TO)
            .size();
    ResultCheck.check("how many primes there are", NotebookRange.PRIMES, primes);
    return primes;
  }

  /** One entry without any search: added, taken, recorded, acknowledged. */
  @Benchmark
  public void oneEntry(Server server, OneQueue one) {
    Chunk chunk = new Chunk(0, 1);
    one.redis.xadd(one.keys.queue(), XAddParams.xAddParams(), chunk.fields());
    one.queue.finish(one.queue.take("worker").orElseThrow(), List.of());
  }
}
