package sharing.queues;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.common.TrialDivision;
import sharing.testkit.fixtures.NotebookRange;

/**
 * What a queue costs compared with two ranges, on the whole range of the notebook: ten times as
 * many numbers as in {@link QueuesBenchmark}.
 */
@State(Scope.Benchmark)
public class NotebookRangeBenchmark {

  /** How many numbers one message holds. */
  @State(Scope.Benchmark)
  public static class Chunked {
    @Param({"1000", "10000"})
    int chunk;
  }

  @Setup
  public void check() throws Exception {
    ResultCheck.check("primes", NotebookRange.PRIMES, notebookRangeTwoRanges().size());
    ResultCheck.check("primes", NotebookRange.PRIMES, search(1_000).size());
  }

  @Benchmark
  public List<Long> notebookRangeTwoRanges() throws Exception {
    return QueuesBenchmark.inTwoRanges(NotebookRange.TO);
  }

  @Benchmark
  public List<Long> notebookRangeTwoWorkers(Chunked state) throws InterruptedException {
    return search(state.chunk);
  }

  private static List<Long> search(int chunk) throws InterruptedException {
    return QueuesBenchmark.search(2, chunk, NotebookRange.TO, TrialDivision::isPrime);
  }
}
