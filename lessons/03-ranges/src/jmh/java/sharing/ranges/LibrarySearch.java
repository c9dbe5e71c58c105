package sharing.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.UnavailableException;
import sharing.common.TrialDivision;

/**
 * The search of this lesson by what the JDK offers. A pool has as many threads as the searches of
 * the lesson have workers, and fork/join splits a range into as many parts as they do.
 */
@State(Scope.Benchmark)
public class LibrarySearch {
  static final int PARTS = 64;

  /** The JVM option for two threads, however many cores there are, that run all virtual threads. */
  static final String TWO_CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=2";

  @Param({"1", "2"})
  int workers;

  private ForkJoinPool pool;

  @Setup
  public void start() {
    pool = new ForkJoinPool(workers);
  }

  @TearDown
  public void stop() {
    pool.shutdown();
  }

  /** The pool in which a parallel stream starts is the pool that runs it. */
  List<Long> byParallelStream(long from, long to) throws Exception {
    return pool.submit(
            () ->
                LongStream.range(from, to)
                    .parallel()
                    .filter(TrialDivision::isPrime)
                    .boxed()
                    .toList())
        .get();
  }

  List<Long> byForkJoin(long from, long to) {
    return pool.invoke(new PrimesTask(from, to, (to - from + PARTS - 1) / PARTS));
  }

  /**
   * A virtual thread for each part. The method that makes them is looked up by its name, because
   * the sources are compiled for JDK 17; that happens once in a search.
   */
  @State(Scope.Benchmark)
  public static class Virtual {
    @Setup
    public void check() {
      UnavailableException.before(21, "virtual threads");
    }

    List<Long> search(long from, long to) throws Exception {
      ExecutorService threads =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      try {
        List<Future<List<Long>>> parts = new ArrayList<>();
        for (LongRange part : LongRange.split(from, to, PARTS)) {
          parts.add(
              threads.submit(
                  () -> new PrimesTask(part.from(), part.to(), Long.MAX_VALUE).compute()));
        }
        List<Long> primes = new ArrayList<>();
        for (Future<List<Long>> part : parts) {
          primes.addAll(part.get());
        }
        return primes;
      } finally {
        threads.shutdown();
      }
    }
  }
}
