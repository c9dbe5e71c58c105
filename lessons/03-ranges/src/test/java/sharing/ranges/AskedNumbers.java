package sharing.ranges;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import sharing.testing.Uninterruptibly;

/**
 * Decides by trial division, and notes who asked about which number, and how often. It can hold the
 * thread that asks about one number.
 */
class AskedNumbers implements LongPredicate {
  private final ConcurrentMap<Long, Integer> times = new ConcurrentHashMap<>();
  private final ConcurrentMap<Thread, Set<Long>> byThread = new ConcurrentHashMap<>();
  private final long heldNumber;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  AskedNumbers() {
    this(-1);
  }

  AskedNumbers(long heldNumber) {
    this.heldNumber = heldNumber;
  }

  @Override
  public boolean test(long n) {
    times.merge(n, 1, Integer::sum);
    byThread.computeIfAbsent(Thread.currentThread(), t -> ConcurrentHashMap.newKeySet()).add(n);
    if (n == heldNumber) {
      held.countDown();
      Uninterruptibly.await(release);
    }
    return TrialDivision.isPrime(n);
  }

  /** How often each number was asked about. */
  Map<Long, Integer> times() {
    return times;
  }

  /** The numbers that each thread asked about. */
  Map<Thread, Set<Long>> byThread() {
    return byThread;
  }

  boolean isHeld() {
    return held.getCount() == 0;
  }

  void release() {
    release.countDown();
  }
}
