package sharing.testkit;

import java.util.concurrent.CountDownLatch;

/** Waits as a worker does that expects no interrupt: one that comes is kept for later. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /** Waits for a latch. If the thread is interrupted meanwhile, it still is afterwards. */
  public static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
