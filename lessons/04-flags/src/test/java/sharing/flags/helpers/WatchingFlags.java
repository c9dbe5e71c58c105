package sharing.flags.helpers;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import sharing.flags.DivisorSearch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.threads.WatchedCall;

/** Flags that watch the workers of a search, and hold them. */
public final class WatchingFlags {
  private WatchingFlags() {}

  /** A flag that counts the checks of the workers, and no check by the thread in isPrime. */
  public static class WorkersFlag extends CountedFlag {
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public boolean isRaised() {
      if (isLookOfWorker()) {
        looks.incrementAndGet();
      }
      return super.isRaised();
    }

    public int looksOfWorkers() {
      return looks.get();
    }
  }

  private static boolean isLookOfWorker() {
    String search = DivisorSearch.class.getName();
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(search)));
  }

  /** A flag at which the workers meet: each waits at its first check until all have checked. */
  public static class MeetingFlag extends CountedFlag {
    private final Set<Long> ids = new ConcurrentSkipListSet<>();
    private final CountDownLatch allLook;

    public MeetingFlag(int workers) {
      this.allLook = new CountDownLatch(workers);
    }

    @Override
    public boolean isRaised() {
      long me = Thread.currentThread().getId();
      if (!ids.contains(me) && isLookOfWorker()) {
        ids.add(me);
        allLook.countDown();
        Uninterruptibly.await(allLook);
        // A thread that is made later has a higher id.
        meet((int) ids.stream().filter(id -> id <= me).count());
      }
      return super.isRaised();
    }

    /** How many workers have checked the flag. */
    public int met() {
      return ids.size();
    }

    /**
     * What a worker does after all have met.
     *
     * @param worker counted from 1 in the order in which the workers were made
     */
    protected void meet(int worker) {}
  }

  /** A flag that holds one worker after all have met, until the test releases it. */
  public static final class HoldingFlag extends MeetingFlag {
    public final CountDownLatch held = new CountDownLatch(1);
    public final CountDownLatch release = new CountDownLatch(1);
    private final int heldWorker;

    public HoldingFlag(int workers, int heldWorker) {
      super(workers);
      this.heldWorker = heldWorker;
    }

    @Override
    protected void meet(int worker) {
      if (worker == heldWorker) {
        held.countDown();
        Uninterruptibly.await(release);
      }
    }
  }

  /** A flag that some workers cannot read. */
  public static class ThrowingFlag extends MeetingFlag {
    private final Set<Integer> failing;
    private final Throwable thrown;

    public ThrowingFlag(int workers, Set<Integer> failing, Throwable thrown) {
      super(workers);
      this.failing = failing;
      this.thrown = thrown;
    }

    @Override
    protected void meet(int worker) {
      if (failing.contains(worker)) {
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) thrown;
      }
    }
  }

  /** A flag that holds each worker at its first check, until the test lets it go on. */
  public static WorkersFlag heldAtFirstLook(CountDownLatch looked, CountDownLatch goOn) {
    return new WorkersFlag() {
      @Override
      public boolean isRaised() {
        if (isLookOfWorker()) {
          looked.countDown();
          Uninterruptibly.await(goOn);
        }
        return super.isRaised();
      }
    };
  }

  /** Waits until a worker checks the flag. */
  public static void awaitLook(CountDownLatch looked, WatchedCall<?> search) throws Exception {
    search.until(() -> looked.getCount() == 0);
    if (looked.getCount() > 0) {
      throw new CheckFailedError(
          "isPrime returned " + search.result() + ".",
          "its workers check the flag that newFlag made.",
          "isPrime returned before a worker checked it.");
    }
  }
}
