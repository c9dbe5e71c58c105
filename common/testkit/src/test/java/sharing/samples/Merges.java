package sharing.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
