package sharing.samples;

/** Waits of two threads on one monitor. */
public final class Pairings {
  private Pairings() {}

  /** It may wake the one that waits for the other thing. */
  public static final class WakesOne implements Pairing {
    private final boolean[] isThere = new boolean[2];

    @Override
    public synchronized void await(int which) throws InterruptedException {
      while (!isThere[which]) {
        wait();
      }
    }

    @Override
    public synchronized void bring(int which) {
      isThere[which] = true;
      notify();
    }
  }

  /** When both things are there, one of the two is woken. */
  public static final class WakesOneForBoth implements Pairing {
    private final boolean[] isThere = new boolean[2];

    @Override
    public synchronized void await(int which) throws InterruptedException {
      while (!isThere[which]) {
        wait();
      }
    }

    @Override
    public synchronized void bring(int which) {
      isThere[which] = true;
      if (isThere[0] && isThere[1]) {
        notify();
      }
    }
  }

  public static final class WakesAll implements Pairing {
    private final boolean[] isThere = new boolean[2];

    @Override
    public synchronized void await(int which) throws InterruptedException {
      while (!isThere[which]) {
        wait();
      }
    }

    @Override
    public synchronized void bring(int which) {
      isThere[which] = true;
      notifyAll();
    }
  }
}
