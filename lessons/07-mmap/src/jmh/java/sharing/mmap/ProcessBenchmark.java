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
import sharing.testkit.fixtures.NotebookNumber;

/**
 * The time of a search by several processes, from their start to their end: for a prime, for which
 * they try all divisors; for a composite, which ends early; and for a number with no divisor to
 * try.
 */
@State(Scope.Benchmark)
public class ProcessBenchmark {
  private static final int CHECK_EVERY = 1_000;

  @Param({"1", "2", "4"})
  int processes;

  private Path folder;
  private PrimeSearch search;

  @Setup
  public void start() throws Exception {
    folder = Files.createTempDirectory("flags");
    search = new PrimeSearch(folder, processes, CHECK_EVERY, WorkerProcess.class);
    ResultCheck.check("isPrime(7)", true, search.isPrime(7));
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(folder);
  }

  /** With the same number of processes, all numbers of the notebook must get the right verdict. */
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
