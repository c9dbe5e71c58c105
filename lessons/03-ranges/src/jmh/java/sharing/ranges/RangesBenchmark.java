package sharing.ranges;

import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.common.TrialDivision;

/**
 * The time that a second worker saves, and that balance saves, on the numbers below a million. A
 * prime costs few divisions at the beginning of the range, and up to 500 at its end.
 *
 * <p>A search starts its threads and waits for their end; both are part of the measured time.
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
  }

  /** The baseline: one thread, the caller's own. */
  @Benchmark
  public List<Long> baseline() {
    return LongStream.range(0, TO).filter(TrialDivision::isPrime).boxed().toList();
  }

  /** The baseline under a second name: the difference between the two is noise. */
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

  /** The JDK's own way: it splits in halves, and idle threads take over work. */
  @Benchmark
  public List<Long> parallelStream(LibrarySearch library) throws Exception {
    return checked(library.byParallelStream(0, TO));
  }

  @Benchmark
  public List<Long> forkJoin(LibrarySearch library) {
    return checked(library.byForkJoin(0, TO));
  }

  @Benchmark
  @Fork(jvmArgsAppend = LibrarySearch.TWO_CARRIERS)
  public List<Long> virtualThreads(LibrarySearch.Virtual library) throws Exception {
    return checked(library.search(0, TO));
  }

  private static List<Long> checked(List<Long> primes) {
    ResultCheck.check("primes below a million", PRIMES, primes.size());
    return primes;
  }
}
