package sharing.samples;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What trusts that it is woken for a reason, or that the right one is woken. */
public final class WrongSlots {
  private WrongSlots() {}

  public static final class IfAroundWait implements Slot {
    private String thing;

    @Override
    public synchronized void put(String given) {
      thing = given;
      notifyAll();
    }

    @Override
    public synchronized String take() throws InterruptedException {
      if (thing == null) {
        wait();
      }
      return thing;
    }
  }

  public static final class IfAroundAwait implements Slot {
    private final Lock lock = new ReentrantLock();
    private final Condition isThere = lock.newCondition();
    private String thing;

    @Override
    public void put(String given) {
      lock.lock();
      try {
        thing = given;
        isThere.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public String take() throws InterruptedException {
      lock.lock();
      try {
        if (thing == null) {
          isThere.await();
        }
        return thing;
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class ParksOnce implements Slot {
    private volatile Thread waits;
    private volatile String thing;

    @Override
    public void put(String given) {
      thing = given;
      LockSupport.unpark(waits);
    }

    @Override
    public String take() {
      waits = Thread.currentThread();
      if (thing == null) {
        LockSupport.park(this);
      }
      return thing;
    }
  }
}
