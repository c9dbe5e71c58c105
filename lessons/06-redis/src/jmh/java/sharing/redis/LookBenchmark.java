package sharing.redis;

import java.net.URI;
import java.util.UUID;
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
 * What checking a flag costs one worker that tries 100,000 divisors: a flag in its own memory, and
 * a flag in a Redis server on the same machine.
 */
@State(Scope.Benchmark)
public class LookBenchmark {
  private static final long PRIME = NotebookNumber.LARGE_PRIME_1.n();
  private static final DivisorRange RANGE = new DivisorRange(3, 200_001);

  private static final class MemoryFlag implements Flag {
    private volatile boolean raised;

    @Override
    public void raise() {
      raised = true;
    }

    @Override
    public void lower() {
      raised = false;
    }

    @Override
    public boolean isRaised() {
      return raised;
    }
  }

  /** A worker with a flag in memory or in Redis. */
  @State(Scope.Benchmark)
  public static class Worker {
    @Param({"memory", "redis"})
    String flag;

    @Param({"100000", "1000", "1"})
    int checkEvery;

    private Flag shared;

    @Setup
    public void check() throws Exception {
      URI redis = RedisServer.shared();
      shared =
          flag.equals("redis")
              ? RedisFlag.create(redis, "bench:flag:" + UUID.randomUUID())
              : new MemoryFlag();
      DivisorSearch.search(9, new DivisorRange(3, 3), shared, 1);
      ResultCheck.check("the flag after a divisor", true, shared.isRaised());
      shared.lower();
    }

    @TearDown
    public void close() {
      if (shared instanceof RedisFlag inRedis) {
        inRedis.close();
      }
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
