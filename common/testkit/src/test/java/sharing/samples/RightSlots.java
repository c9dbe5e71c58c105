package sharing.samples;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What waits in a loop, as it must. */
public final class RightSlots {
  private RightSlots() {}

  public static final class LoopAroundWait implements Slot {
    private String thing;

    @Override
    public synchronized void put(String given) {
      thing = given;
      notify();
    }

    @Override
    public synchronized String take() throws InterruptedException {
      while (thing == null) {
        wait();
      }
      return thing;
    }
  }

  public static final class LoopAroundAwait implements Slot {
    private final Lock lock = new ReentrantLock();
    private final Condition isThere = lock.newCondition();
    private String thing;

    @Override
    public void put(String given) {
      lock.lock();
      try {
        thing = given;
        isThere.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public String take() throws InterruptedException {
      lock.lock();
      try {
        while (thing == null) {
          isThere.await();
        }
        return thing;
      } finally {
        lock.unlock();
      }
    }
  }

  public static final class LoopAroundPark implements Slot {
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
      while (thing == null) {
        LockSupport.park(this);
      }
      return thing;
    }
  }

  /** Busy-waiting is right, if the field is volatile. */
  public static final class Spins implements Slot {
    private volatile String thing;

    @Override
    public void put(String given) {
      thing = given;
    }

    @Override
    public String take() {
      while (thing == null) {
        Thread.onSpinWait();
      }
      return thing;
    }
  }

  public static final class Polls implements Slot {
    private volatile String thing;

    @Override
    public void put(String given) {
      thing = given;
    }

    @Override
    public String take() throws InterruptedException {
      String seen = thing;
      while (seen == null) {
        Thread.sleep(1); // A poll takes its time.
        seen = thing;
      }
      return seen;
    }
  }
}
