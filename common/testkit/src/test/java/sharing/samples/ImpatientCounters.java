package sharing.samples;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Counters that wait for their turn in many ways: most of them only for some time. */
public final class ImpatientCounters {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private ImpatientCounters() {}

  /** One thread at a time is inside. */
  private abstract static class OneAtATime extends Counter {
    @Override
    public final void add() throws InterruptedException {
      enter();
      write(read() + 1);
      leave();
    }

    abstract void enter() throws InterruptedException;

    abstract void leave();
  }

  private abstract static class WithCondition extends OneAtATime {
    final ReentrantLock lock = new ReentrantLock();
    final Condition free = lock.newCondition();
    boolean isTaken;

    @Override
    final void enter() throws InterruptedException {
      lock.lock();
      try {
        await();
        isTaken = true;
      } finally {
        lock.unlock();
      }
    }

    abstract void await() throws InterruptedException;

    @Override
    final void leave() {
      lock.lock();
      try {
        isTaken = false;
        free.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class AwaitsNanos extends WithCondition {
    @Override
    void await() throws InterruptedException {
      long left = MINUTE;
      while (isTaken && left > 0) {
        left = free.awaitNanos(left);
      }
    }
  }

  public static final class AwaitsUntil extends WithCondition {
    @Override
    void await() throws InterruptedException {
      Date end = new Date(System.currentTimeMillis() + 60_000);
      boolean isInTime = true;
      while (isTaken && isInTime) {
        isInTime = free.awaitUntil(end);
      }
    }
  }

  /** This one is right. */
  public static final class AwaitsNanosAgain extends WithCondition {
    @Override
    void await() throws InterruptedException {
      while (isTaken) {
        free.awaitNanos(MINUTE);
      }
    }
  }

  private abstract static class WithMonitor extends OneAtATime {
    boolean isTaken;

    @Override
    final synchronized void enter() throws InterruptedException {
      for (int i = 0; i < 3 && isTaken; i++) {
        await();
      }
      isTaken = true;
    }

    abstract void await() throws InterruptedException;

    @Override
    final synchronized void leave() {
      isTaken = false;
      notify();
    }
  }

  public static final class WaitsWithNanos extends WithMonitor {
    @Override
    void await() throws InterruptedException {
      wait(60_000, 1);
    }
  }

  public static final class TimedWait extends WithMonitor {
    @Override
    void await() throws InterruptedException {
      TimeUnit.MINUTES.timedWait(this, 1);
    }
  }

  private abstract static class WithTries extends OneAtATime {
    final ReentrantLock lock = new ReentrantLock();
    private final int tries;

    WithTries(int tries) {
      this.tries = tries;
    }

    @Override
    final void enter() throws InterruptedException {
      for (int i = 0; i < tries && !lock.tryLock(); i++) {
        pause();
      }
    }

    abstract void pause() throws InterruptedException;

    @Override
    final void leave() {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  public static final class TriesFor60000Pauses extends WithTries {
    public TriesFor60000Pauses() {
      super(60_000);
    }

    @Override
    void pause() throws InterruptedException {
      Thread.sleep(1); // The pauses between the tries are what this sample is about.
    }
  }

  public static final class SleepsWithNanos extends WithTries {
    public SleepsWithNanos() {
      super(600);
    }

    @Override
    void pause() throws InterruptedException {
      Thread.sleep(100, 1); // The same.
    }
  }

  public static final class ParksUntil extends WithTries {
    public ParksUntil() {
      super(600);
    }

    @Override
    void pause() {
      LockSupport.parkUntil(System.currentTimeMillis() + 100);
    }
  }

  /** All counters share a lock, which the first add makes. */
  public static final class LazyStaticLock extends Counter {
    private static volatile ReentrantLock lock;

    @Override
    public void add() {
      if (lock == null) {
        lock = new ReentrantLock();
      }
      ReentrantLock mine = lock;
      mine.lock();
      try {
        write(read() + 1);
      } finally {
        mine.unlock();
      }
    }
  }

  /** The same, made as one step. This one is right. */
  public static final class StaticLock extends Counter {
    private static ReentrantLock lock;

    private static synchronized ReentrantLock lock() {
      if (lock == null) {
        lock = new ReentrantLock();
      }
      return lock;
    }

    @Override
    public void add() {
      ReentrantLock mine = lock();
      mine.lock();
      try {
        write(read() + 1);
      } finally {
        mine.unlock();
      }
    }
  }
}
