package sharing.samples;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Handovers that are ordered, each by a lock, a volatile access or a fence. */
public final class OrderedHandovers {
  private OrderedHandovers() {}

  public static final class VolatileFlag implements Handover {
    private int number;
    private volatile boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      isGiven = true;
    }

    @Override
    public int take() {
      return isGiven ? number : 0;
    }
  }

  public static final class SynchronizedMethods implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      number = given;
    }

    @Override
    public synchronized int take() {
      return number;
    }
  }

  public static final class MethodAndBlock implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      number = given;
    }

    @Override
    public int take() {
      synchronized (this) {
        return number;
      }
    }
  }

  public static final class ClassLock implements Handover {
    private static int number;

    private static synchronized void put(int given) {
      number = given;
    }

    @Override
    public void give(int given) {
      put(given);
    }

    @Override
    public int take() {
      synchronized (ClassLock.class) {
        return number;
      }
    }
  }

  public static final class WaitAndNotify implements Handover {
    private int number;

    @Override
    public synchronized void give(int given) {
      number = given;
      notifyAll();
    }

    @Override
    public synchronized int take() throws InterruptedException {
      while (number == 0) {
        wait();
      }
      return number;
    }
  }

  public static final class LockAndCondition implements Handover {
    private final Lock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private int number;

    @Override
    public void give(int value) {
      lock.lock();
      try {
        number = value;
        given.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int take() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (number == 0) {
          given.await();
        }
        return number;
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class TwoViewsOfALock implements Handover {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int number;

    @Override
    public void give(int given) {
      lock.writeLock().lock();
      try {
        number = given;
      } finally {
        lock.writeLock().unlock();
      }
    }

    @Override
    public int take() {
      Lock toRead = lock.readLock();
      toRead.lock();
      try {
        return number;
      } finally {
        toRead.unlock();
      }
    }
  }

  public static final class Validated implements Handover {
    private final StampedLock lock = new StampedLock();
    private int number;

    @Override
    public void give(int given) {
      long stamp = lock.writeLock();
      try {
        number = given;
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    @Override
    public int take() {
      long stamp = lock.tryOptimisticRead();
      int seen = number;
      if (!lock.validate(stamp)) {
        stamp = lock.readLock();
        try {
          seen = number;
        } finally {
          lock.unlockRead(stamp);
        }
      }
      return seen;
    }
  }

  public static final class ReleaseAndAcquire implements Handover {
    private static final VarHandle GIVEN = RacyHandovers.handle(ReleaseAndAcquire.class, "given");
    private int number;
    private boolean given;

    @Override
    public void give(int value) {
      number = value;
      GIVEN.setRelease(this, true);
    }

    @Override
    public int take() {
      return (boolean) GIVEN.getAcquire(this) ? number : 0;
    }
  }

  public static final class CompareAndExchange implements Handover {
    private static final VarHandle GIVEN = RacyHandovers.handle(CompareAndExchange.class, "given");
    private int number;
    private boolean given;

    @Override
    public void give(int value) {
      number = value;
      GIVEN.compareAndExchange(this, false, true);
    }

    @Override
    public int take() {
      return (boolean) GIVEN.getVolatile(this) ? number : 0;
    }
  }

  /** Written by a handle, and read as the volatile field that it is. */
  public static final class HandleOfAStaticField implements Handover {
    private static final VarHandle GIVEN =
        RacyHandovers.staticHandle(HandleOfAStaticField.class, "isGiven");
    private static volatile boolean isGiven;
    private int number;

    public HandleOfAStaticField() {
      isGiven = false;
    }

    @Override
    public void give(int given) {
      number = given;
      GIVEN.setRelease(true);
    }

    @Override
    public int take() {
      return isGiven ? number : 0;
    }
  }

  public static final class OpaqueWithFences implements Handover {
    private static final VarHandle GIVEN = RacyHandovers.handle(OpaqueWithFences.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.releaseFence();
      GIVEN.setOpaque(this, true);
    }

    @Override
    public int take() {
      boolean seen = (boolean) GIVEN.getOpaque(this);
      VarHandle.acquireFence();
      return seen ? number : 0;
    }
  }

  public static final class OpaqueWithFullFences implements Handover {
    private static final VarHandle GIVEN =
        RacyHandovers.handle(OpaqueWithFullFences.class, "isGiven");
    private int number;
    private boolean isGiven;

    @Override
    public void give(int given) {
      number = given;
      VarHandle.fullFence();
      GIVEN.setOpaque(this, true);
      VarHandle.fullFence();
    }

    @Override
    public int take() {
      VarHandle.fullFence();
      boolean seen = (boolean) GIVEN.getOpaque(this);
      VarHandle.fullFence();
      return seen ? number : 0;
    }
  }

  public static final class InterruptSeenByAnother implements Handover {
    private final Thread signal = new Thread(() -> LockSupport.park());
    private int number;

    @Override
    public void give(int given) {
      number = given;
      signal.interrupt();
    }

    @Override
    public int take() {
      return signal.isInterrupted() ? number : 0;
    }
  }
}
