package sharing.flags;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.testkit.fixtures.NotebookNumber;

/**
 * Measures what a check of the flag costs, and what a second worker saves. The number is a prime:
 * no worker can stop early, so the workers try every candidate divisor.
 *
 * <p>The measured time includes starting the threads and waiting until they have ended.
 */
@State(Scope.Benchmark)
public class FlagsBenchmark {
  private static final long PRIME = NotebookNumber.LARGE_PRIME_1.n();
  private static final long COMPOSITE = NotebookNumber.LARGE_COMPOSITE_2.n();

  /** The search by several threads. */
  @State(Scope.Benchmark)
  public static class Search {
    @Param({"1", "2", "4"})
    int workers;

    @Param({"never", "1000", "1"})
    String checkEvery;

    PrimeSearch search;

    @Setup
    public void check() throws InterruptedException {
      // No worker has as many candidate divisors as the largest int, so no worker ever checks.
      int every = checkEvery.equals("never") ? Integer.MAX_VALUE : Integer.parseInt(checkEvery);
      search = new PrimeSearch(workers, every);
      ResultCheck.check("isPrime(" + PRIME + ")", true, search.isPrime(PRIME));
    }
  }

  /** The search of a composite number, by the same numbers of workers. */
  @State(Scope.Benchmark)
  public static class Composite {
    @Param({"1", "2", "4"})
    int workers;

    PrimeSearch search;

    @Setup
    public void check() throws InterruptedException {
      search = new PrimeSearch(workers, 1_000);
      ResultCheck.check("isPrime(" + COMPOSITE + ")", false, search.isPrime(COMPOSITE));
    }
  }

  @Setup
  public void check() {
    ResultCheck.check("isPrime(" + PRIME + ")", true, divide());
  }

  /** The baseline: one thread, the caller's own, and no flag. */
  @Benchmark
  public boolean baseline() {
    return divide();
  }

  /** The baseline under a second name. The difference between the two is noise. */
  @Benchmark
  public boolean baselineAgain() {
    return divide();
  }

  @Benchmark
  public boolean search(Search state) throws InterruptedException {
    return state.search.isPrime(PRIME);
  }

  /** How soon the divisor is found depends on its place in a worker's range. */
  @Benchmark
  public boolean composite(Composite state) throws InterruptedException {
    return state.search.isPrime(COMPOSITE);
  }

  private static boolean divide() {
    long last = IntegerSquareRoot.of(PRIME);
    for (long divisor = 3; divisor <= last; divisor += 2) {
      if (PRIME % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
