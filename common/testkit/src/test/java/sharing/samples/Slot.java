package sharing.samples;

/** A place for one thing: one thread puts it there, another one waits for it. */
public interface Slot {
  /** Puts the thing, once. */
  void put(String thing) throws InterruptedException;

  /** Waits for it. */
  String take() throws InterruptedException;
}
