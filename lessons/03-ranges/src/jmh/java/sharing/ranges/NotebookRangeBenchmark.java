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
import sharing.testkit.fixtures.NotebookRange;

/**
 * The same on the notebook's range. There each prime costs some 5,000 divisions, so two equal parts
 * are nearly equal work.
 */
@State(Scope.Benchmark)
public class NotebookRangeBenchmark {

  /** The two searches of the lesson. */
  @State(Scope.Benchmark)
  public static class Search {
    @Param({"1", "2"})
    int workers;

    RangeSearch equal;
    BalancedSearch balanced;

    @Setup
    public void check() throws InterruptedException {
      equal = new RangeSearch(workers, TrialDivision::isPrime);
      balanced = new BalancedSearch(workers, 64, TrialDivision::isPrime);
      ResultCheck.check("primes in equal parts", NotebookRange.PRIMES, inEqualParts().size());
      ResultCheck.check("primes in chunks", NotebookRange.PRIMES, inChunks().size());
    }

    List<Long> inEqualParts() throws InterruptedException {
      return equal.search(NotebookRange.FROM, NotebookRange.TO);
    }

    List<Long> inChunks() throws InterruptedException {
      return balanced.search(NotebookRange.FROM, NotebookRange.TO);
    }
  }

  @Setup
  public void check() {
    ResultCheck.check(
        "primes in the range", NotebookRange.PRIMES, baselineOnNotebookRange().size());
  }

  /** Another baseline: one thread, the caller's own. */
  @Benchmark
  public List<Long> baselineOnNotebookRange() {
    return LongStream.range(NotebookRange.FROM, NotebookRange.TO)
        .filter(TrialDivision::isPrime)
        .boxed()
        .toList();
  }

  @Benchmark
  public List<Long> notebookRangeEqualParts(Search state) throws InterruptedException {
    return state.inEqualParts();
  }

  @Benchmark
  public List<Long> notebookRangeInChunks(Search state) throws InterruptedException {
    return state.inChunks();
  }

  @Benchmark
  public List<Long> notebookRangeParallelStream(LibrarySearch library) throws Exception {
    return checked(library.byParallelStream(NotebookRange.FROM, NotebookRange.TO));
  }

  @Benchmark
  public List<Long> notebookRangeForkJoin(LibrarySearch library) {
    return checked(library.byForkJoin(NotebookRange.FROM, NotebookRange.TO));
  }

  @Benchmark
  @Fork(jvmArgsAppend = LibrarySearch.TWO_CARRIERS)
  public List<Long> notebookRangeVirtualThreads(LibrarySearch.Virtual library) throws Exception {
    return checked(library.search(NotebookRange.FROM, NotebookRange.TO));
  }

  private static List<Long> checked(List<Long> primes) {
    ResultCheck.check("primes in the range", NotebookRange.PRIMES, primes.size());
    return primes;
  }
}
