package sharing.counter;

import java.io.IOException;

/** Counts in a store. Right for one thread, wrong for several: begin with this one. */
public final class UnsafeCounter {
  private final Store store;

  /** A counter that counts on from what the store holds. */
  public UnsafeCounter(Store store) {
    this.store = store;
  }

  /**
   * Adds one to the number in the store.
   *
   * @return the number after that
   * @throws IOException as the store does
   */
  public long increment() throws IOException {
    long next = store.read() + 1;
    store.write(next);
    return next;
  }
}
