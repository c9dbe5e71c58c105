package sharing.samples;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that take hours, unless their pauses are skipped: no test waits for these sleeps. */
public final class Patience {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  /** Waits for hours, in each way, as often as it is told to. */
  public static final class OfTries implements Callable<Integer> {
    private final int tries;

    public OfTries(int tries) {
      this.tries = tries;
    }

    @Override
    public Integer call() throws InterruptedException {
      int tried = 0;
      ReentrantLock lock = new ReentrantLock();
      Thread holder = new Thread(lock::lock);
      holder.start();
      holder.join();
      while (tried < tries && !lock.tryLock(1, TimeUnit.HOURS)) {
        tried++;
        Thread.sleep(HOUR);
        TimeUnit.HOURS.sleep(1);
        LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
        LockSupport.parkNanos(this, TimeUnit.HOURS.toNanos(1));
        new CountDownLatch(1).await(1, TimeUnit.HOURS);
        new Thread(LockSupport::park).join(HOUR);
      }
      return tried;
    }
  }

  /** Looks at the clock for a day. */
  public static final class UntilTomorrow implements Callable<Integer> {
    @Override
    public Integer call() {
      int looks = 0;
      Instant end = Instant.now().plusSeconds(TimeUnit.DAYS.toSeconds(1));
      while (Instant.now().isBefore(end)) {
        looks++;
      }
      return looks;
    }
  }

  private Patience() {}
}
