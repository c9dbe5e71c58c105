package sharing.queues;

import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The numbers of a range, which count how many of them have been taken, and may fail. */
class CountedCandidates implements PrimitiveIterator.OfLong {
  final AtomicInteger taken = new AtomicInteger();
  private final PrimitiveIterator.OfLong range;
  private final int failsAfter;

  CountedCandidates(long from, long to) {
    this(from, to, Integer.MAX_VALUE);
  }

  CountedCandidates(long from, long to, int failsAfter) {
    this.range = LongStream.range(from, to).iterator();
    this.failsAfter = failsAfter;
  }

  @Override
  public boolean hasNext() {
    return range.hasNext();
  }

  @Override
  public long nextLong() {
    if (taken.get() == failsAfter) {
      throw new IllegalStateException("no more than " + failsAfter + " candidates can be read");
    }
    long next = range.nextLong();
    taken.incrementAndGet();
    return next;
  }
}
