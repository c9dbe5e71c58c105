package sharing.primes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.testkit.fixtures.NotebookNumber;
import sharing.testkit.fixtures.NotebookRange;

/** The time of one thread: isPrime for each of five numbers, and primesIn for the range. */
public class PrimesBenchmark {

  /** One of the five numbers of the notebook. */
  @State(Scope.Benchmark)
  public static class Number {
    @Param({
      "SMALL_COMPOSITE",
      "LARGE_COMPOSITE_1",
      "LARGE_COMPOSITE_2",
      "LARGE_PRIME_1",
      "LARGE_PRIME_2"
    })
    NotebookNumber number;

    @Setup
    public void check() {
      ResultCheck.check("isPrime(" + number + ")", number.isPrime(), Primes.isPrime(number.n()));
    }
  }

  /** The range of the notebook. */
  @State(Scope.Benchmark)
  public static class Range {
    @Setup
    public void check() {
      String found = NotebookRange.sha256(Primes.primesIn(NotebookRange.FROM, NotebookRange.TO));
      ResultCheck.check("SHA-256 of the primes of the range", NotebookRange.SHA_256, found);
    }
  }

  @Benchmark
  public boolean isPrime(Number state) {
    return Primes.isPrime(state.number.n());
  }

  @Benchmark
  public long[] primesIn(Range range) {
    return Primes.primesIn(NotebookRange.FROM, NotebookRange.TO);
  }
}
