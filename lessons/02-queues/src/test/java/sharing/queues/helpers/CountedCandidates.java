package sharing.queues.helpers;

import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import sharing.testkit.Uninterruptibly;

/**
 * The numbers of a range. It counts how many of them have been taken, notes which threads read
 * them, and may fail, or hold the thread that reads them.
 */
public class CountedCandidates implements PrimitiveIterator.OfLong {
  public final AtomicInteger taken = new AtomicInteger();

  /** How often {@link #hasNext} has been called. */
  public final AtomicInteger asked = new AtomicInteger();

  /** How many numbers had been taken when {@link #hasNext} was called last; at first 0. */
  public final AtomicInteger takenWhenAsked = new AtomicInteger();

  /** The threads that have called {@link #nextLong} or {@link #hasNext}. */
  public final Set<Thread> readers = ConcurrentHashMap.newKeySet();

  private final PrimitiveIterator.OfLong range;
  private int failsAfter = Integer.MAX_VALUE;
  private boolean failsInHasNext;
  private Throwable thrown;
  private int holdsAfter = Integer.MAX_VALUE;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  public CountedCandidates(long from, long to) {
    this.range = LongStream.range(from, to).iterator();
  }

  /**
   * Makes it fail when that many numbers have been taken.
   *
   * @param method hasNext or nextLong
   * @param failure an unchecked exception, or an error
   */
  public CountedCandidates failingAfter(int numbers, String method, Throwable failure) {
    failsAfter = numbers;
    failsInHasNext = method.equals("hasNext");
    thrown = failure;
    return this;
  }

  /** Makes it hold the thread that reads on when that many numbers have been taken. */
  public CountedCandidates holdingAfter(int numbers) {
    holdsAfter = numbers;
    return this;
  }

  /** Whether it holds, or has held, a thread. */
  public boolean isHeld() {
    return held.getCount() == 0;
  }

  /** Waits until it holds a thread. */
  public void awaitHeld() {
    Uninterruptibly.await(held);
  }

  /** Releases the thread that is held. */
  public void release() {
    release.countDown();
  }

  @Override
  public boolean hasNext() {
    readers.add(Thread.currentThread());
    asked.incrementAndGet();
    takenWhenAsked.set(taken.get());
    failIf(failsInHasNext);
    return range.hasNext();
  }

  @Override
  public long nextLong() {
    readers.add(Thread.currentThread());
    failIf(!failsInHasNext);
    if (taken.get() == holdsAfter) {
      held.countDown();
      Uninterruptibly.await(release);
    }
    long next = range.nextLong();
    taken.incrementAndGet();
    return next;
  }

  private void failIf(boolean isHere) {
    if (!isHere || taken.get() < failsAfter) {
      return;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
