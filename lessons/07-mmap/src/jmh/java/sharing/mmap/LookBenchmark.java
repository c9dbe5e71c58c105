package sharing.mmap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.ResultCheck;
import sharing.common.DivisorRange;
import sharing.common.Flag;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.redis.RedisServer;

/**
 * What the checks of a flag cost one worker that tries 100,000 divisors: a flag in its own memory,
 * in mapped memory (as a buffer, and as a segment), and in a Redis server on the same machine.
 */
@State(Scope.Benchmark)
public class LookBenchmark {
  private static final long PRIME = NotebookNumber.LARGE_PRIME_1.n();
  private static final DivisorRange RANGE = new DivisorRange(3, 200_001);

  /** One worker, and the place of its flag. */
  @State(Scope.Benchmark)
  public static class Worker {
    @Param({"memory", "mapped", "segment", "redis"})
    String flag;

    @Param({"100000", "1000", "1"})
    int checkEvery;

    private Path file;
    private FlagFile mapped;
    private Flag shared;

    @Setup
    public void check() throws Exception {
      file = Files.createTempDirectory("flag").resolve("flag");
      mapped = FlagFile.create(file);
      shared =
          switch (flag) {
            case "memory" -> new MemoryFlag();
            case "mapped" -> new MappedFlag(mapped.memory());
            case "segment" -> SegmentFlag.map(file);
            default -> new FlagByProtocol(RedisServer.shared());
          };
      shared.lower();
      DivisorSearch.search(9, new DivisorRange(3, 3), shared, 1);
      ResultCheck.check("the flag after a divisor", true, shared.isRaised());
      shared.lower();
    }

    @TearDown
    public void delete() throws IOException {
      mapped.close();
      if (shared instanceof FlagByProtocol inRedis) {
        inRedis.close();
      }
      Files.delete(file.getParent());
    }
  }

  private final Flag neverLookedAt = new MemoryFlag();

  /** The baseline: the worker never checks the flag. */
  @Benchmark
  public void baseline() {
    DivisorSearch.search(PRIME, RANGE, neverLookedAt, Integer.MAX_VALUE);
  }

  /** The baseline under a second name: the difference between the two is noise. */
  @Benchmark
  public void baselineAgain() {
    DivisorSearch.search(PRIME, RANGE, neverLookedAt, Integer.MAX_VALUE);
  }

  @Benchmark
  public void looks(Worker worker) {
    DivisorSearch.search(PRIME, RANGE, worker.shared, worker.checkEvery);
  }
}
