package sharing.samples;

/** Three tasks that end in an order of their own, in a class that was tried with two. */
public final class WrongTickets {
  private WrongTickets() {}

  /** Another task may still run between the one that was missing and the last one. */
  public static final class JumpsAGap extends Tickets {
    private long done;
    private long missing = -1;
    private long last;

    @Override
    public synchronized void end(long ticket) {
      if (ticket == done) {
        done = ticket == missing ? last + 1 : ticket + 1;
      } else {
        missing = done;
        last = Math.max(last, ticket);
      }
    }

    @Override
    public synchronized long doneBelow() {
      return done;
    }
  }

  /** That the highest one is done does not mean that all below it are. */
  public static final class HighestIsAll extends Tickets {
    private long highest;
    private long done;

    @Override
    public synchronized void end(long ticket) {
      highest = Math.max(highest, ticket);
      if (ticket == done) {
        done = highest + 1;
      }
    }

    @Override
    public synchronized long doneBelow() {
      return done;
    }
  }

  /** It remembers one task that ended too early, and there may be two. */
  public static final class OneAhead extends Tickets {
    private long done;
    private long ahead = -1;

    @Override
    public synchronized void end(long ticket) {
      if (ticket != done) {
        ahead = ticket;
        return;
      }
      done++;
      if (ahead == done) {
        done++;
      }
    }

    @Override
    public synchronized long doneBelow() {
      return done;
    }
  }

  /** The third task takes the place of the first one, which still runs. */
  public static final class RingOfTwo extends Tickets {
    private final boolean[] ended = new boolean[2];
    private long done;

    @Override
    public synchronized void end(long ticket) {
      ended[(int) (ticket % 2)] = true;
      while (ended[(int) (done % 2)]) {
        ended[(int) (done % 2)] = false;
        done++;
      }
    }

    @Override
    public synchronized long doneBelow() {
      return done;
    }
  }
}
