package sharing.samples;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Counters that lose nothing. */
public final class RightCounters {
  private RightCounters() {}

  public static final class Synchronized extends Counter {
    @Override
    public synchronized void add() {
      long value = read();
      write(value + 1);
    }
  }

  public static final class Locked extends Counter {
    private final Lock lock = new ReentrantLock();

    @Override
    public void add() {
      lock.lock();
      try {
        long value = read();
        write(value + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class OnePermit extends Counter {
    private final Semaphore permit = new Semaphore(1);

    @Override
    public void add() throws InterruptedException {
      permit.acquire();
      try {
        write(read() + 1);
      } finally {
        permit.release();
      }
    }
  }

  public static final class SpinLock extends Counter {
    private final AtomicBoolean taken = new AtomicBoolean();

    @Override
    public void add() {
      while (!taken.compareAndSet(false, true)) {
        Thread.onSpinWait();
      }
      write(read() + 1);
      taken.set(false);
    }
  }

  public static final class TryLockLoop extends Counter {
    private final Lock lock = new ReentrantLock();

    @Override
    public void add() {
      while (!lock.tryLock()) {
        Thread.yield();
      }
      try {
        write(read() + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class TimedTryLockLoop extends Counter {
    private final Lock lock = new ReentrantLock();

    @Override
    public void add() throws InterruptedException {
      while (!lock.tryLock(1, TimeUnit.MILLISECONDS)) {
        // Once more.
      }
      try {
        write(read() + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class PausesBetweenTries extends Counter {
    private final Lock lock = new ReentrantLock();

    @Override
    public void add() throws InterruptedException {
      while (!lock.tryLock()) {
        TimeUnit.MILLISECONDS.sleep(1); // The pause between two tries is what this sample is about.
      }
      try {
        write(read() + 1);
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class Atomic extends Counter {
    private final AtomicLong shared = new AtomicLong();

    @Override
    public void add() {
      shared.incrementAndGet();
    }

    @Override
    public long get() {
      return shared.get();
    }
  }

  public static final class CompareAndSetLoop extends Counter {
    private final AtomicLong shared = new AtomicLong();

    @Override
    public void add() {
      long value = shared.get();
      while (!shared.compareAndSet(value, value + 1)) {
        value = shared.get();
      }
    }

    @Override
    public long get() {
      return shared.get();
    }
  }

  public static final class OneThread extends Counter {
    private final ExecutorService owner = Executors.newSingleThreadExecutor();

    @Override
    public void add() throws InterruptedException, ExecutionException {
      owner.submit(() -> write(read() + 1)).get();
    }
  }

  public static final class Merge extends Counter {
    private final ConcurrentMap<String, Long> counts = new ConcurrentHashMap<>();

    @Override
    public void add() {
      counts.merge("adds", 1L, (before, one) -> before + one);
    }

    @Override
    public long get() {
      return counts.get("adds");
    }
  }

  /** Each add is made by a thread of its own. */
  public static final class ThreadPerAdd extends Counter {
    @Override
    public void add() throws InterruptedException {
      Thread adder = new Thread(this::addOne);
      adder.start();
      adder.join();
    }

    private synchronized void addOne() {
      write(read() + 1);
    }
  }

  /** There are more places to pause than schedules. */
  public static final class ManySmallSteps extends Counter {
    private final AtomicLong steps = new AtomicLong();

    @Override
    public void add() {
      for (int i = 0; i < 10; i++) {
        stepA();
        stepB();
        stepC();
        stepD();
        stepE();
        stepF();
      }
    }

    @Override
    public long get() {
      return steps.get() / 180;
    }

    private void stepA() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }

    private void stepB() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }

    private void stepC() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }

    private void stepD() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }

    private void stepE() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }

    private void stepF() {
      steps.incrementAndGet();
      steps.incrementAndGet();
      steps.decrementAndGet();
      steps.incrementAndGet();
      steps.incrementAndGet();
    }
  }

  /** To see that the lock is free and to take it is one step, and only its owner releases it. */
  public static final class OnlyTheOwnerReleases extends Counter {
    private final AtomicReference<Thread> owner = new AtomicReference<>();

    @Override
    public void add() {
      Thread me = Thread.currentThread();
      while (!owner.compareAndSet(null, me)) {
        Thread.onSpinWait();
      }
      write(read() + 1);
      owner.compareAndSet(me, null);
    }
  }
}
