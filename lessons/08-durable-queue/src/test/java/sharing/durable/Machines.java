package sharing.durable;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import redis.clients.jedis.RedisClient;
import sharing.common.ParentJvm;
import sharing.common.TrialDivision;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.redis.RedisInspector;

/** Programs for workers on several machines, which {@code .ci/netns} starts. */
final class Machines {
  private static final int CHUNK = 10_000;
  private static final long LOOK_EVERY_MILLIS = 50;

  private Machines() {}

  /** Creates a queue for the range of the notebook, starts no worker, and collects the results. */
  static final class Search {
    private Search() {}

    /** The arguments: the server, and the name of the search. */
    public static void main(String[] arguments) throws Exception {
      URI uri = URI.create(arguments[0]);
      try (RedisClient redis = Connections.pool(uri);
          RedisInspector server = new RedisInspector(uri)) {
        ChunkQueue queue = new ChunkQueue(redis, new Keys(arguments[1]));
        List<Chunk> chunks = Chunk.split(NotebookRange.FROM, NotebookRange.TO, CHUNK);
        queue.create(chunks);
        System.out.println("the queue is there");
        while (!queue.isFinished()) {
          Thread.sleep(LOOK_EVERY_MILLIS); // The pause between two polls.
        }
        List<Long> primes =
            queue.results().values().stream().flatMap(List::stream).sorted().toList();
        boolean isRight =
            primes.equals(
                LongStream.of(Sieve.primesIn(NotebookRange.FROM, NotebookRange.TO))
                    .boxed()
                    .toList());
        System.out.printf(
            "%d primes, %s; XCLAIM was asked for %d times%n",
            primes.size(), isRight ? "each once" : "WRONG", server.uses("xclaim"));
        queue.delete();
        System.exit(isRight ? 0 : 1);
      }
    }
  }

  /** A worker that pauses in the middle of its third entry, until a file tells it to go on. */
  static final class CutOff {
    private static int numbers;

    private CutOff() {}

    /**
     * The arguments are those of a worker, and a folder. The worker creates the file "at-work" in
     * the folder, and waits for the file "go-on".
     */
    public static void main(String[] arguments) throws Exception {
      ParentJvm parent = ParentJvm.connect();
      Path folder = Path.of(arguments[arguments.length - 1]);
      WorkerProcess.work(
          WorkerArguments.of(arguments),
          n -> {
            numbers++;
            if (numbers == 2 * CHUNK + CHUNK / 2) {
              standStill(folder);
            }
            return TrialDivision.isPrime(n);
          });
      parent.finish();
    }

    private static void standStill(Path folder) {
      try {
        Files.createFile(folder.resolve("at-work"));
        while (!Files.exists(folder.resolve("go-on"))) {
          Thread.sleep(LOOK_EVERY_MILLIS); // The pause between two polls.
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
