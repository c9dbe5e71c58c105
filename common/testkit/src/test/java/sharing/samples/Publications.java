package sharing.samples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Objects that another thread may see before they are made. */
public final class Publications {
  private Publications() {}

  /** Makes an object, which holds 7, and lets others see it. */
  public interface Publication {
    /** Makes it. */
    void make();

    /** What it holds; -1 if none is to be seen. */
    int seen();
  }

  /** The constructor shows the object before its field is written: final is no help then. */
  public static final class ThisEscapes implements Publication {
    private volatile Made latest;

    private final class Made {
      private final int number;

      Made(int given) {
        latest = this;
        number = given;
      }
    }

    @Override
    public void make() {
      new Made(7);
    }

    @Override
    public int seen() {
      Made made = latest;
      return made == null ? -1 : made.number;
    }
  }

  /** The same, through a list of listeners that is safe for threads. */
  public static final class RegistersItself implements Publication {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private final class Listener {
      private final int number;

      Listener(int given) {
        listeners.add(this);
        number = given;
      }
    }

    @Override
    public void make() {
      new Listener(7);
    }

    @Override
    public int seen() {
      return listeners.isEmpty() ? -1 : listeners.get(0).number;
    }
  }

  public static final class ShownWhenMade implements Publication {
    private volatile Made latest;

    private static final class Made {
      private final int number;

      Made(int given) {
        number = given;
      }
    }

    @Override
    public void make() {
      latest = new Made(7);
    }

    @Override
    public int seen() {
      Made made = latest;
      return made == null ? -1 : made.number;
    }
  }

  public static final class RegisteredWhenMade implements Publication {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(int number) {}

    @Override
    public void make() {
      listeners.add(new Listener(7));
    }

    @Override
    public int seen() {
      return listeners.isEmpty() ? -1 : listeners.get(0).number();
    }
  }
}
