package sharing.queues;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;
import sharing.common.TrialDivision;
import sharing.testkit.fixtures.NotebookRange;

/**
 * What a message costs, and what sending many numbers in one message saves, on the first 100,000
 * numbers of the notebook's range.
 *
 * <p>The measured time of a search includes starting its threads or processes and waiting for their
 * end.
 */
@State(Scope.Benchmark)
public class QueuesBenchmark {
  private static final long FROM = NotebookRange.FROM;
  private static final long TO = FROM + 100_000;
  private static final int PRIMES = 5_411;
  private static final int CAPACITY = 100;

  /** One thread works at a time: this is what a lock around a whole interpreter does to threads. */
  private static final LongPredicate ONE_AT_A_TIME =
      n -> {
        synchronized (QueuesBenchmark.class) {
          return TrialDivision.isPrime(n);
        }
      };

  /** How many numbers one message holds. */
  @State(Scope.Benchmark)
  public static class Chunked {
    @Param({"1", "10", "100", "1000", "10000"})
    int chunk;
  }

  /** How many workers there are; each message holds 1,000 numbers. */
  @State(Scope.Benchmark)
  public static class Shared {
    @Param({"1", "2", "4"})
    int workers;
  }

  @Setup
  public void check() throws Exception {
    ResultCheck.check("primes", PRIMES, baseline().size());
    ResultCheck.check("primes", PRIMES, twoRanges().size());
    ResultCheck.check("primes", PRIMES, search(2, 1_000, TO, TrialDivision::isPrime).size());
    ResultCheck.check("primes", PRIMES, search(2, 1_000, TO, ONE_AT_A_TIME).size());
    ResultCheck.check("primes", PRIMES, searchByProcesses(1_000, TO).size());
  }

  /** The baseline: the thread of the caller alone, and no queue. */
  @Benchmark
  public List<Long> baseline() {
    return primes(FROM, TO);
  }

  /** The baseline under a second name: the difference between the two is noise. */
  @Benchmark
  public List<Long> baselineAgain() {
    return primes(FROM, TO);
  }

  /** Two threads with half of the range each: no queue, and nothing shared. */
  @Benchmark
  public List<Long> twoRanges() throws Exception {
    return inTwoRanges(TO);
  }

  @Benchmark
  public List<Long> twoWorkers(Chunked state) throws InterruptedException {
    return search(2, state.chunk, TO, TrialDivision::isPrime);
  }

  @Benchmark
  public List<Long> workers(Shared state) throws InterruptedException {
    return search(state.workers, 1_000, TO, TrialDivision::isPrime);
  }

  @Benchmark
  public List<Long> workersUnderOneLock(Shared state) throws InterruptedException {
    return search(state.workers, 1_000, TO, ONE_AT_A_TIME);
  }

  /** This time includes starting and stopping the processes, which the next benchmark measures. */
  @Benchmark
  public List<Long> twoProcesses(Chunked state) throws InterruptedException {
    return searchByProcesses(state.chunk, TO);
  }

  @Benchmark
  public List<Long> twoProcessesWithoutCandidates() throws InterruptedException {
    return searchByProcesses(1_000, FROM);
  }

  static List<Long> inTwoRanges(long to) throws Exception {
    long middle = (FROM + to) / 2;
    FutureTask<List<Long>> lower = new FutureTask<>(() -> primes(FROM, middle));
    FutureTask<List<Long>> upper = new FutureTask<>(() -> primes(middle, to));
    List<Thread> threads = List.of(new Thread(lower), new Thread(upper));
    threads.forEach(Thread::start);
    List<Long> primes = new ArrayList<>(lower.get());
    primes.addAll(upper.get());
    return primes;
  }

  private static List<Long> primes(long from, long to) {
    return LongStream.range(from, to).filter(TrialDivision::isPrime).boxed().toList();
  }

  private static List<Long> searchByProcesses(int chunk, long to) throws InterruptedException {
    return new QueueSearch(
            2,
            chunk,
            CAPACITY,
            (tasks, answers) -> new ChildWorker(tasks, answers, WorkerProcess.class))
        .search(LongStream.range(FROM, to).iterator());
  }

  static List<Long> search(int workers, int chunk, long to, LongPredicate isPrime)
      throws InterruptedException {
    return new QueueSearch(
            workers, chunk, CAPACITY, (tasks, answers) -> new Worker(tasks, answers, isPrime))
        .search(LongStream.range(FROM, to).iterator());
  }
}
