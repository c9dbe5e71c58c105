package sharing.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import sharing.testkit.fixtures.MillerRabin;

/**
 * Decides which numbers are prime, and records which thread asked about which number, and how
 * often. It can hold the thread that asks about one number. For any number of threads.
 */
public final class PrimalitySpy implements LongPredicate {
  private final ConcurrentMap<Long, Integer> times = new ConcurrentHashMap<>();
  private final ConcurrentMap<Thread, Set<Long>> byThread = new ConcurrentHashMap<>();
  private final Set<Long> heldNumbers;
  private final CountDownLatch held;
  private final CountDownLatch release = new CountDownLatch(1);

  /**
   * @param heldNumbers a thread that asks about one of them is held until {@link #release}; no
   *     number twice
   * @throws IllegalArgumentException if a number occurs twice
   */
  public PrimalitySpy(Long... heldNumbers) {
    this.heldNumbers = Set.of(heldNumbers);
    this.held = new CountDownLatch(heldNumbers.length);
  }

  /** Whether a number is prime. Returns when the thread is not held, or not any longer. */
  @Override
  public boolean test(long n) {
    times.merge(n, 1, Integer::sum);
    byThread.computeIfAbsent(Thread.currentThread(), t -> ConcurrentHashMap.newKeySet()).add(n);
    if (heldNumbers.contains(n)) {
      held.countDown();
      Uninterruptibly.await(release);
    }
    return MillerRabin.isPrime(n);
  }

  /** How often each number was asked about; a live view. */
  public Map<Long, Integer> times() {
    return times;
  }

  /** The numbers that each thread asked about; a live view. */
  public Map<Thread, Set<Long>> byThread() {
    return byThread;
  }

  /** Whether all numbers that hold a thread have been asked about. */
  public boolean isHeld() {
    return held.getCount() == 0;
  }

  /** Releases all threads that are held, now and from now on. */
  public void release() {
    release.countDown();
  }
}
