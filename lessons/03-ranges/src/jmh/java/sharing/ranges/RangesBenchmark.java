package sharing.ranges;

import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.common.TrialDivision;

/**
 * What a second worker saves, and what balance saves, on the numbers below a million: a prime there
 * costs up to 500 divisions at the end of the range, and few at its beginning.
 *
 * <p>A search starts its threads and waits for their end; that is part of what is measured.
 */
@State(Scope.Benchmark)
public class RangesBenchmark {
  private static final long TO = 1_000_000;
  private static final int PRIMES = 78_498;

  /** The two searches of the lesson. */
  @State(Scope.Benchmark)
  public static class Search {
    @Param({"1", "2", "4"})
    int workers;

    RangeSearch equal;
    BalancedSearch balanced;

    @Setup
    public void check() throws InterruptedException {
      equal = new RangeSearch(workers, TrialDivision::isPrime);
      balanced = new BalancedSearch(workers, 64, TrialDivision::isPrime);
      ResultCheck.check("primes below a million", PRIMES, equal.search(0, TO).size());
      ResultCheck.check("primes below a million", PRIMES, balanced.search(0, TO).size());
    }
  }

  @Setup
  public void check() {
    ResultCheck.check("primes below a million", PRIMES, baseline().size());
    ResultCheck.check("primes below a million", PRIMES, parallelStream().size());
  }

  /** The baseline: one thread, the caller's own. */
  @Benchmark
  public List<Long> baseline() {
    return LongStream.range(0, TO).filter(TrialDivision::isPrime).boxed().toList();
  }

  /** The baseline under a second name: how far the two are apart is noise. */
  @Benchmark
  public List<Long> baselineAgain() {
    return LongStream.range(0, TO).filter(TrialDivision::isPrime).boxed().toList();
  }

  @Benchmark
  public List<Long> equalParts(Search state) throws InterruptedException {
    return state.equal.search(0, TO);
  }

  @Benchmark
  public List<Long> balancedChunks(Search state) throws InterruptedException {
    return state.balanced.search(0, TO);
  }

  /** What the platform has for this: it splits in halves, and idle threads take over. */
  @Benchmark
  public List<Long> parallelStream() {
    return LongStream.range(0, TO).parallel().filter(TrialDivision::isPrime).boxed().toList();
  }
}
