package sharing.queues.helpers;

import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * The numbers of a range. It counts how many of them have been taken, notes which threads read
 * them, and may fail.
 */
public class CountedCandidates implements PrimitiveIterator.OfLong {
  public final AtomicInteger taken = new AtomicInteger();

  /** The threads that have called {@link #nextLong} or {@link #hasNext}. */
  public final Set<Thread> readers = ConcurrentHashMap.newKeySet();

  private final PrimitiveIterator.OfLong range;
  private int failsAfter = Integer.MAX_VALUE;
  private boolean failsInHasNext;
  private Throwable thrown;

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

  @Override
  public boolean hasNext() {
    readers.add(Thread.currentThread());
    failIf(failsInHasNext);
    return range.hasNext();
  }

  @Override
  public long nextLong() {
    readers.add(Thread.currentThread());
    failIf(!failsInHasNext);
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
