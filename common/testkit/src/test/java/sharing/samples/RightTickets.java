package sharing.samples;

import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tasks that end in any order. */
public final class RightTickets {
  private RightTickets() {}

  public static final class Bits extends Tickets {
    private final BitSet ended = new BitSet();

    @Override
    public synchronized void end(long ticket) {
      ended.set((int) ticket);
    }

    @Override
    public synchronized long doneBelow() {
      return ended.nextClearBit(0);
    }
  }

  /** As many have ended as there are numbers up to the highest one. */
  public static final class Counted extends Tickets {
    private long highest;
    private long count;
    private long done;

    @Override
    public synchronized void end(long ticket) {
      highest = Math.max(highest, ticket);
      count++;
      if (count == highest + 1) {
        done = count;
      }
    }

    @Override
    public synchronized long doneBelow() {
      return done;
    }
  }

  public static final class SetOfThem extends Tickets {
    private final Set<Long> ended = ConcurrentHashMap.newKeySet();
    private final AtomicLong done = new AtomicLong();

    @Override
    public void end(long ticket) {
      ended.add(ticket);
    }

    @Override
    public long doneBelow() {
      long seen = done.get();
      while (ended.contains(seen)) {
        done.compareAndSet(seen, seen + 1);
        seen = done.get();
      }
      return seen;
    }
  }
}
