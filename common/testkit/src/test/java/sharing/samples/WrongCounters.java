package sharing.samples;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Counters that lose an add when two threads add. */
public final class WrongCounters {
  private WrongCounters() {}

  public static final class NoLock extends Counter {
    @Override
    public void add() {
      long value = read();
      write(value + 1);
    }
  }

  public static final class VolatileIncrement extends Counter {
    private volatile long shared;

    @Override
    public void add() {
      shared++;
    }

    @Override
    public long get() {
      return shared;
    }
  }

  public static final class LockAroundTheWrite extends Counter {
    private final Lock lock = new ReentrantLock();

    @Override
    public void add() {
      long value = read();
      lock.lock();
      try {
        write(value + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class LockAroundTheRead extends Counter {
    @Override
    public void add() {
      long value;
      synchronized (this) {
        value = read();
      }
      write(value + 1);
    }
  }

  public static final class LockPerCall extends Counter {
    @Override
    public void add() {
      Lock lock = new ReentrantLock();
      lock.lock();
      try {
        write(read() + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class ChangingLock extends Counter {
    private Long boxed = 0L;

    @Override
    @SuppressWarnings("synchronization") // The mistake to be caught.
    public void add() {
      synchronized (boxed) {
        boxed = boxed + 1;
        write(read() + 1);
      }
    }
  }

  public static final class TryLockIgnored extends Counter {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void add() {
      lock.tryLock();
      write(read() + 1);
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  public static final class TimedTryLockIgnored extends Counter {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void add() throws InterruptedException {
      boolean locked = lock.tryLock(50, TimeUnit.MILLISECONDS);
      write(read() + 1);
      if (locked) {
        lock.unlock();
      }
    }
  }

  public static final class TriesFor200Pauses extends Counter {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void add() throws InterruptedException {
      for (int i = 0; i < 200 && !lock.tryLock(); i++) {
        Thread.sleep(10); // The pauses between the tries are what this sample is about.
      }
      write(read() + 1);
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  public static final class TriesForAWhile extends Counter {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void add() throws InterruptedException {
      for (int i = 0; i < 100 && !lock.tryLock(50, TimeUnit.MILLISECONDS); i++) {
        LockSupport.parkNanos(this, 1_000_000);
      }
      write(read() + 1);
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  public static final class ReadLock extends Counter {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public void add() {
      lock.readLock().lock();
      try {
        write(read() + 1);
      } finally {
        lock.readLock().unlock();
      }
    }
  }

  public static final class TwoCriticalSections extends Counter {
    @Override
    public void add() {
      long value;
      synchronized (this) {
        value = read();
      }
      synchronized (this) {
        write(value + 1);
      }
    }
  }

  public static final class TwoSynchronizedMethods extends Counter {
    @Override
    public void add() {
      write(read() + 1);
    }

    @Override
    protected synchronized long read() {
      return super.read();
    }

    @Override
    protected synchronized void write(long value) {
      super.write(value);
    }
  }

  public static final class TwoPermits extends Counter {
    private final Semaphore permits = new Semaphore(2);

    @Override
    public void add() throws InterruptedException {
      permits.acquire();
      try {
        write(read() + 1);
      } finally {
        permits.release();
      }
    }
  }

  public static final class GetThenPut extends Counter {
    private final ConcurrentMap<String, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void add() {
      counts.put("adds", counts.getOrDefault("adds", 0L) + 1);
    }

    @Override
    public long get() {
      return counts.get("adds");
    }
  }

  public static final class TwoThreads extends Counter {
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @Override
    public void add() throws InterruptedException, ExecutionException {
      pool.submit(() -> write(read() + 1)).get();
    }
  }

  public static final class ThreadWithoutLock extends Counter {
    @Override
    public void add() throws InterruptedException {
      Thread adder = new Thread(() -> write(read() + 1));
      adder.start();
      adder.join();
    }
  }

  /** Two that see the lock free at the same time both take it. */
  public static final class LockOfAFlag extends Counter {
    private volatile boolean held;

    @Override
    public void add() {
      while (held) {
        Thread.onSpinWait();
      }
      held = true;
      write(read() + 1);
      held = false;
    }
  }

  /** The thread that asks last takes the lock from the one that holds it, and both go on. */
  public static final class LockOfAName extends Counter {
    private volatile Thread owner;

    @Override
    public void add() {
      Thread me = Thread.currentThread();
      while (owner != me) {
        if (owner == null) {
          owner = me;
        }
      }
      write(read() + 1);
      owner = null;
    }
  }
}
