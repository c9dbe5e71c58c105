package sharing.testkit;

import java.util.concurrent.CountDownLatch;

/**
 * Waits like a worker that expects no interrupt: an interrupt is kept for later. Any number of
 * threads may use it.
 */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /**
   * Waits for a latch, without a bound. If the thread is interrupted in the meantime, its interrupt
   * status is set when this returns.
   */
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
