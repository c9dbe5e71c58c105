package sharing.samples;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that wait for hours, unless their pauses are skipped, and calls that read a clock. */
public final class Patience {
  private static final long HOUR = TimeUnit.HOURS.toMillis(1);

  /** Waits for hours, in each way, as often as it is told to. */
  public static final class OfTries implements Callable<Integer> {
    private final int tries;

    public OfTries(int tries) {
      this.tries = tries;
    }

    @Override
    public Integer call() throws Exception {
      int tried = 0;
      ReentrantLock lock = new ReentrantLock();
      Thread holder = new Thread(lock::lock);
      holder.start();
      holder.join();
      ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
      while (tried < tries && !lock.tryLock(1, TimeUnit.HOURS)) {
        tried++;
        Thread.sleep(HOUR);
        TimeUnit.HOURS.sleep(1);
        LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
        LockSupport.parkNanos(this, TimeUnit.HOURS.toNanos(1));
        new CountDownLatch(1).await(1, TimeUnit.HOURS);
        new Thread(LockSupport::park).join(HOUR);
        later.schedule(() -> tries, 1, TimeUnit.HOURS).get();
      }
      later.shutdown();
      return tried;
    }
  }

  /** Waits for one tick of a timer after the other; an hour is between two of them. */
  public static final class OfTicks implements Callable<Integer> {
    private final String method;
    private final int tries;

    public OfTicks(String method, int tries) {
      this.method = method;
      this.tries = tries;
    }

    @Override
    public Integer call() throws Exception {
      Semaphore ticks = new Semaphore(0);
      ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
      if (method.equals("scheduleAtFixedRate")) {
        timer.scheduleAtFixedRate(ticks::release, 1, 1, TimeUnit.HOURS);
      } else {
        timer.scheduleWithFixedDelay(ticks::release, 1, 1, TimeUnit.HOURS);
      }
      int tried = 0;
      while (tried < tries) {
        ticks.acquire();
        tried++;
      }
      timer.shutdownNow();
      return tried;
    }
  }

  /** Looks at a clock for a day. */
  public static final class UntilTomorrow implements Callable<Integer> {
    private final String clock;

    public UntilTomorrow(String clock) {
      this.clock = clock;
    }

    @Override
    public Integer call() {
      int looks = 0;
      Instant end = now(clock).plusSeconds(TimeUnit.DAYS.toSeconds(1));
      while (now(clock).isBefore(end)) {
        looks++;
      }
      return looks;
    }
  }

  /** What a clock shows: at once, some milliseconds later, and after a thousand more looks. */
  public static final class ThreeLooks implements Callable<List<Instant>> {
    private final String clock;

    public ThreeLooks(String clock) {
      this.clock = clock;
    }

    @Override
    public List<Instant> call() throws InterruptedException {
      Instant one = now(clock);
      Thread.sleep(5); // In the meantime, a clock that is not stopped moves.
      Instant two = now(clock);
      for (int i = 0; i < 1000; i++) {
        now(clock);
      }
      return List.of(one, two, now(clock));
    }
  }

  private static Instant now(String clock) {
    return switch (clock) {
      case "nanoTime" -> Instant.EPOCH.plusNanos(System.nanoTime());
      case "currentTimeMillis" -> Instant.ofEpochMilli(System.currentTimeMillis());
      case "Instant" -> Instant.now();
      case "Clock.millis" -> Instant.ofEpochMilli(Clock.systemUTC().millis());
      case "Clock.instant" -> Clock.systemDefaultZone().instant();
      case "LocalDateTime" -> LocalDateTime.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC);
      case "OffsetDateTime" -> OffsetDateTime.now().toInstant();
      default -> ZonedDateTime.now().toInstant();
    };
  }

  private Patience() {}
}
