package sharing.queues;

import java.util.List;

/** Ends threads. */
public final class Threads {
  private Threads() {}

  /**
   * Interrupts threads, and returns when all of them have ended. If the calling thread is
   * interrupted before or during the call, this method still waits, and returns with the interrupt
   * status set.
   */
  public static void endAll(List<Thread> threads) {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
