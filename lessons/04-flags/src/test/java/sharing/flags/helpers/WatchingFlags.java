package sharing.flags.helpers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import sharing.flags.DivisorSearch;
import sharing.flags.PrimeSearch;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.threads.WatchedCall;

/** Flags that watch the workers of a search, and hold them. */
public final class WatchingFlags {
  private WatchingFlags() {}

  /** A flag that counts the checks of the workers, and no other check by the thread in isPrime. */
  public static final class WorkersFlag extends CountedFlag {
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public boolean isRaised() {
      if (isSearching()) {
        looks.incrementAndGet();
      }
      return super.isRaised();
    }

    public int looksOfWorkers() {
      return looks.get();
    }
  }

  /** Whether the current thread is in a worker's search. */
  public static boolean isSearching() {
    String search = DivisorSearch.class.getName();
    return isIn(frame -> frame.getClassName().equals(search));
  }

  /**
   * Whether the current thread is in isPrime. A worker is not, unless the caller searches a range
   * itself.
   */
  private static boolean isInIsPrime() {
    String search = PrimeSearch.class.getName();
    return isIn(
        frame -> frame.getClassName().equals(search) && frame.getMethodName().equals("isPrime"));
  }

  private static boolean isIn(Predicate<StackWalker.StackFrame> method) {
    return StackWalker.getInstance().walk(frames -> frames.anyMatch(method));
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
      if (!ids.contains(me) && isSearching()) {
        ids.add(me);
        allLook.countDown();
        Uninterruptibly.await(allLook);
        // A thread that is made later has a higher id.
        meet((int) ids.stream().filter(id -> id <= me).count());
      }
      return super.isRaised();
    }

    /** Whether this is a worker's second check of the flag, or a later one. */
    protected boolean isCheckedAgain() {
      return isSearching() && ids.contains(Thread.currentThread().getId());
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
    private final Map<Integer, Throwable> thrown;

    /**
     * @param thrown what each of these workers throws when all have met
     */
    public ThrowingFlag(int workers, Map<Integer, Throwable> thrown) {
      super(workers);
      this.thrown = thrown;
    }

    @Override
    protected void meet(int worker) {
      Throwable failure = thrown.get(worker);
      if (failure instanceof Error error) {
        throw error;
      } else if (failure != null) {
        throw (RuntimeException) failure;
      }
    }
  }

  /** A flag that a worker cannot read again. Its second check waits until the flag is raised. */
  public static final class ThrowingWhenRaisedFlag extends MeetingFlag {
    private final CountDownLatch raised = new CountDownLatch(1);
    private final RuntimeException thrown;

    public ThrowingWhenRaisedFlag(int workers, RuntimeException thrown) {
      super(workers);
      this.thrown = thrown;
    }

    @Override
    public void raise() {
      super.raise();
      raised.countDown();
    }

    @Override
    public boolean isRaised() {
      if (isCheckedAgain()) {
        Uninterruptibly.await(raised);
        throw thrown;
      }
      boolean isRaised = wasRaised(); // Before the workers meet: then one of them raises it.
      super.isRaised();
      return isRaised;
    }
  }

  /** A flag that no worker can raise. The thread in isPrime can, unless it searches. */
  public static final class NeverRaisedFlag extends CountedFlag {
    private final Set<Throwable> thrown = ConcurrentHashMap.newKeySet();

    @Override
    public void raise() {
      if (isSearching() || !isInIsPrime()) {
        IllegalStateException failure = new IllegalStateException("the flag cannot be raised");
        thrown.add(failure);
        throw failure;
      }
      super.raise();
    }

    public Set<Throwable> thrown() {
      return thrown;
    }
  }

  /**
   * A flag that holds each worker at its first check, until the test lets it go on. The thread in
   * isPrime is not held, even if it searches a range itself: it must come to wait for the others.
   */
  public static final class HeldFlag extends CountedFlag {
    public final CountDownLatch looked = new CountDownLatch(1);
    public final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public boolean isRaised() {
      if (isSearching() && !isInIsPrime()) {
        looks.incrementAndGet();
        looked.countDown();
        Uninterruptibly.await(goOn);
      }
      return super.isRaised();
    }

    /** How often the workers that are held have checked the flag. */
    public int looksOfHeldWorkers() {
      return looks.get();
    }
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
