package sharing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RecursiveTask;
import sharing.common.TrialDivision;

/** The primes of a range, by fork/join: a large range is split into halves. For one pool. */
final class PrimesTask extends RecursiveTask<List<Long>> {
  private static final long serialVersionUID = 1;

  private final long from;
  private final long to;
  private final long largest;

  /**
   * @param largest how many numbers a range may have that is not split, 1 or more
   */
  PrimesTask(long from, long to, long largest) {
    this.from = from;
    this.to = to;
    this.largest = largest;
  }

  @Override
  protected List<Long> compute() {
    List<Long> primes = new ArrayList<>();
    if (to - from <= largest) {
      for (long n = from; n < to; n++) {
        if (TrialDivision.isPrime(n)) {
          primes.add(n);
        }
      }
      return primes;
    }
    long middle = (from + to) >>> 1;
    PrimesTask upper = new PrimesTask(middle, to, largest);
    upper.fork();
    primes.addAll(new PrimesTask(from, middle, largest).compute());
    primes.addAll(upper.join());
    return primes;
  }
}
