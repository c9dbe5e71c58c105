package sharing.counter;

import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sharing.bench.ResultCheck;

/** The cost of one increment in memory, when several threads share one number. */
@State(Scope.Benchmark)
@OperationsPerInvocation(MemoryBenchmark.INCREMENTS)
public class MemoryBenchmark {
  static final int INCREMENTS = 1_000_000;

  @Param({"1", "2", "4"})
  int threads;

  private LockedCounter locked;
  private AtomicCounter atomic;
  private LongAdder adder;
  private volatile long number;

  /** How many increments were made, and how many of them were lost. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Updates {
    public long made;
    public long lost;
  }

  @Setup
  public void check() throws InterruptedException {
    locked = new LockedCounter();
    atomic = new AtomicCounter();
    adder = new LongAdder();
    lockedNumber();
    atomicNumber();
    longAdder();
    ResultCheck.check("increments with a lock", (long) INCREMENTS, locked.get());
    ResultCheck.check("atomic increments", (long) INCREMENTS, atomic.get());
    ResultCheck.check("increments of an adder", (long) INCREMENTS, adder.sum());
  }

  /** Wrong for more than one thread: it shows the cost of a wrong answer. */
  @Benchmark
  public long unlockedNumber(Updates updates) throws InterruptedException {
    number = 0;
    Threads.share(threads, INCREMENTS, () -> number = number + 1);
    updates.made += INCREMENTS;
    updates.lost += INCREMENTS - number;
    return number;
  }

  @Benchmark
  public long lockedNumber() throws InterruptedException {
    Threads.share(threads, INCREMENTS, locked::increment);
    return locked.get();
  }

  @Benchmark
  public long atomicNumber() throws InterruptedException {
    Threads.share(threads, INCREMENTS, atomic::increment);
    return atomic.get();
  }

  /** Threads that collide add to separate numbers, and {@code sum} adds these up. */
  @Benchmark
  public long longAdder() throws InterruptedException {
    Threads.share(threads, INCREMENTS, adder::increment);
    return adder.sum();
  }
}
