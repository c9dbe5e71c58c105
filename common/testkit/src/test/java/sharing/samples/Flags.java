package sharing.samples;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Small things that two threads share, other than counters. */
public final class Flags {
  private Flags() {}

  /** A search that raises a flag, which it shares with every other search. */
  public static final class StaticFlag {
    private static volatile boolean raised;

    private StaticFlag() {}

    /** Whether a number is even. */
    public static boolean isEven(int n) throws InterruptedException {
      raised = false;
      Thread worker =
          new Thread(
              () -> {
                if (n % 2 == 0) {
                  raised = true;
                }
              });
      worker.start();
      worker.join();
      return raised;
    }
  }

  /** Two locks. */
  public static final class TwoLocks {
    private final Lock left = new ReentrantLock();
    private final Lock right = new ReentrantLock();

    /** Takes both, the left one first. */
    public void fromLeft() {
      left.lock();
      right.lock();
      right.unlock();
      left.unlock();
    }

    /** Takes both, the right one first. */
    public void fromRight() {
      right.lock();
      left.lock();
      left.unlock();
      right.unlock();
    }
  }

  /** A place for one thing. */
  public static final class Handoff {
    private String thing;

    /** Puts the thing there. */
    public synchronized void put(String newThing) {
      thing = newThing;
      notifyAll();
    }

    /** Waits for the thing. */
    public synchronized String take() throws InterruptedException {
      while (thing == null) {
        wait();
      }
      return thing;
    }

    /** Waits for the thing, if it is not there when it looks without a lock: it may be too late. */
    public String takeLate() throws InterruptedException {
      if (thing == null) {
        synchronized (this) {
          wait();
        }
      }
      return thing;
    }
  }

  /** Steps that do not end well, at the second of two calls. */
  public static final class Ends {
    private volatile int calls;

    /** Loops forever. */
    public void loop() {
      if (calls++ > 0) {
        while (calls > 0) {
          // On and on.
        }
      }
    }

    /** Throws. */
    public void fail() {
      if (calls++ > 0) {
        throw new IllegalStateException("called twice");
      }
    }

    /** Does a lot. */
    public void count() {
      for (int i = 0; i < 100_000; i++) {
        calls++;
      }
    }
  }
}
