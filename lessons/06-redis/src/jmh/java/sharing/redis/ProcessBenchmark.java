package sharing.redis;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.redis.RedisServer;

/**
 * How long a search by several processes takes, from their start to their end: for a prime, where
 * the workers try all divisors; for a composite, where the search ends early; and for a number with
 * no divisor to try.
 */
@State(Scope.Benchmark)
public class ProcessBenchmark {
  private static final int CHECK_EVERY = 100_000;

  @Param({"1", "2", "4"})
  int processes;

  private PrimeSearch search;

  @Setup
  public void start() throws Exception {
    search = new PrimeSearch(RedisServer.shared(), processes, CHECK_EVERY, WorkerProcess.class);
    ResultCheck.check("isPrime(7)", true, search.isPrime(7));
  }

  /** Checks the verdicts for all numbers of the notebook, with the same number of processes. */
  @State(Scope.Benchmark)
  public static class AllNumbers {
    @Setup
    public void check(ProcessBenchmark benchmark) throws Exception {
      for (NotebookNumber number : NotebookNumber.values()) {
        boolean verdict = benchmark.search.isPrime(number.n());
        ResultCheck.check("isPrime(" + number.n() + ")", number.isPrime(), verdict);
      }
    }
  }

  @Benchmark
  public boolean prime(AllNumbers checked) throws Exception {
    return search.isPrime(NotebookNumber.LARGE_PRIME_1.n());
  }

  @Benchmark
  public boolean composite() throws Exception {
    return search.isPrime(NotebookNumber.LARGE_COMPOSITE_2.n());
  }

  @Benchmark
  public boolean nothingToTry() throws Exception {
    return search.isPrime(7);
  }
}
