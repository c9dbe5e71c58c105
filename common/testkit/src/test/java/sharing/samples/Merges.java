package sharing.samples;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Calls that start two threads, each with a result of 1, and return the sum. */
public final class Merges {
  private Merges() {}

  /** One such call. */
  public interface Sum {
    /** The sum. */
    int get() throws Exception;
  }

  private static void startAndJoin(Runnable work) throws InterruptedException {
    List<Thread> threads = List.of(new Thread(work), new Thread(work));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Both add to one field. */
  public static final class FieldOfBoth implements Sum {
    private volatile int sum;

    @Override
    public int get() throws InterruptedException {
      startAndJoin(() -> sum++);
      return sum;
    }
  }

  /** Both append to one list, and its order does not matter. */
  public static final class ListOfBoth implements Sum {
    private final List<Integer> results = new ArrayList<>();

    @Override
    public int get() throws InterruptedException {
      startAndJoin(() -> results.add(1));
      return results.stream().mapToInt(result -> result).sum();
    }
  }

  /** Both tasks of a pool add to one field. */
  public static final class FieldOfPool implements Sum {
    private volatile int sum;

    @Override
    public int get() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      Future<?> one = pool.submit(this::add);
      Future<?> other = pool.submit(this::add);
      one.get();
      other.get();
      pool.shutdown();
      return sum;
    }

    private void add() {
      sum++;
    }
  }

  /** Both take the lock, but only for the write. */
  public static final class LockForTheWrite implements Sum {
    private int sum;

    @Override
    public int get() throws InterruptedException {
      startAndJoin(this::add);
      return sum;
    }

    private void add() {
      int old = sum;
      synchronized (this) {
        sum = old + 1;
      }
    }
  }

  /** The sum is read before the threads are done. */
  public static final class NoJoin implements Sum {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public int get() throws InterruptedException {
      new Thread(this::add).start();
      Thread last = new Thread(this::add);
      last.start();
      last.join();
      return sum.get();
    }

    private void add() {
      sum.incrementAndGet();
    }
  }

  /** The threads count down a field, and the caller waits until the last one tells it. */
  public static final class CountedDown implements Sum {
    private volatile int running = 2;

    @Override
    public synchronized int get() throws InterruptedException {
      for (int i = 0; i < 2; i++) {
        new Thread(
                () -> {
                  running--;
                  tell();
                })
            .start();
      }
      while (running > 0) {
        wait();
      }
      return 2;
    }

    private synchronized void tell() {
      notifyAll();
    }
  }

  /** Both add to one field under a lock. */
  public static final class Locked implements Sum {
    private int sum;

    @Override
    public int get() throws InterruptedException {
      startAndJoin(this::add);
      return sum;
    }

    private synchronized void add() {
      sum++;
    }
  }

  /** Both append to one list that is made for it. */
  public static final class SynchronizedList implements Sum {
    private final List<Integer> results = Collections.synchronizedList(new ArrayList<>());

    @Override
    public int get() throws InterruptedException {
      startAndJoin(() -> results.add(1));
      return results.stream().mapToInt(result -> result).sum();
    }
  }

  /** Each has a result of its own, and the caller adds them up. */
  public static final class Separate implements Sum {
    private static final class Adder extends Thread {
      private int sum;

      @Override
      public void run() {
        sum++;
      }
    }

    @Override
    public int get() throws InterruptedException {
      List<Adder> adders = List.of(new Adder(), new Adder());
      adders.forEach(Thread::start);
      int sum = 0;
      for (Adder adder : adders) {
        adder.join();
        sum += adder.sum;
      }
      return sum;
    }
  }

  /** A pool of two, and a future for each. */
  public static final class Pool implements Sum {
    @Override
    public int get() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          futures.add(pool.submit(this::one));
        }
        int sum = 0;
        for (Future<Integer> future : futures) {
          sum += future.get();
        }
        return sum;
      } finally {
        pool.shutdown();
      }
    }

    private int one() {
      return 1;
    }
  }

  /** Tasks of the pool that all share. */
  public static final class CommonPool implements Sum {
    @Override
    public int get() {
      return IntStream.range(0, 2)
          .mapToObj(i -> CompletableFuture.supplyAsync(this::one))
          .toList()
          .stream()
          .mapToInt(CompletableFuture::join)
          .sum();
    }

    private int one() {
      return 1;
    }
  }

  /** Two threads, and a caller that waits for them in some way. */
  private abstract static class TwoThreads implements Sum {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public int get() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      pool.execute(sum::incrementAndGet);
      pool.execute(sum::incrementAndGet);
      pool.shutdown();
      await(pool);
      return sum.get();
    }

    abstract void await(ExecutorService pool) throws InterruptedException;
  }

  /** A thread that is not done in a minute is left out. */
  public static final class AwaitsForAMinute extends TwoThreads {
    @Override
    void await(ExecutorService pool) throws InterruptedException {
      pool.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** The same, of each thread. */
  public static final class JoinsForAnHour implements Sum {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public int get() throws Exception {
      Thread[] threads = {new Thread(sum::incrementAndGet), new Thread(sum::incrementAndGet)};
      for (Thread thread : threads) {
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join(3_600_000);
      }
      return sum.get();
    }
  }

  /** It looks again and again, until its own time is over. */
  public static final class LooksForTenMinutes extends TwoThreads {
    @Override
    void await(ExecutorService pool) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
      while (!pool.isTerminated() && System.nanoTime() < end) {
        Thread.sleep(1); // Between two looks at the pool.
      }
    }
  }

  /** The same, by the time of day. */
  public static final class LooksForAMinute extends TwoThreads {
    @Override
    void await(ExecutorService pool) throws InterruptedException {
      Instant end = Instant.now().plusSeconds(60);
      while (!pool.isTerminated() && Instant.now().isBefore(end)) {
        Thread.sleep(1); // Between two looks at the pool.
      }
    }
  }

  /** It only measures how long it takes. */
  public static final class Measures extends TwoThreads {
    private long nanos;

    @Override
    void await(ExecutorService pool) throws InterruptedException {
      long begin = System.nanoTime();
      pool.awaitTermination(7, TimeUnit.DAYS);
      nanos = System.nanoTime() - begin;
    }

    @Override
    public int get() throws Exception {
      int sum = super.get();
      return nanos < 0 ? -1 : sum;
    }
  }

  /** It looks each second whether the wait is over. */
  public static final class AwaitsAgain extends TwoThreads {
    @Override
    void await(ExecutorService pool) throws InterruptedException {
      while (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
        Thread.onSpinWait();
      }
    }
  }

  /** Nobody waits that long: it is as good as a wait without a bound. */
  public static final class AwaitsForDays extends TwoThreads {
    @Override
    void await(ExecutorService pool) throws InterruptedException {
      pool.awaitTermination(7, TimeUnit.DAYS);
    }
  }

  /** Joins for an hour at most. */
  public static final class TimedJoin implements Sum {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public int get() throws InterruptedException {
      List<Thread> threads =
          List.of(new Thread(sum::incrementAndGet), new Thread(sum::incrementAndGet));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        TimeUnit.HOURS.timedJoin(thread, 1);
      }
      return sum.get();
    }
  }

  /** The same, with a number of nanoseconds. */
  public static final class JoinsWithNanos implements Sum {
    private final AtomicInteger sum = new AtomicInteger();

    @Override
    public int get() throws InterruptedException {
      List<Thread> threads =
          List.of(new Thread(sum::incrementAndGet), new Thread(sum::incrementAndGet));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join(3_600_000, 1);
      }
      return sum.get();
    }
  }
}
