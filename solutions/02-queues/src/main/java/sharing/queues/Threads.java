package sharing.queues;

import java.util.List;

/** Ends threads. */
public final class Threads {
  private Threads() {}

  /**
   * Interrupts threads, and returns when all of them have ended. An interrupt of the calling thread
   * meanwhile is kept for later: {@link Thread#isInterrupted} tells of it.
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
