package sharing.counter;

import java.util.ArrayList;
import java.util.List;

/** Threads that all do the same. Starting them and waiting for them is measured, too. */
final class Threads {
  private Threads() {}

  /** The step that a thread repeats. */
  interface Step {
    void run() throws Exception;
  }

  /** Runs a step {@code times} times in all; each thread runs an equal part. */
  static void share(int threads, int times, Step step) throws InterruptedException {
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> repeat(times / threads, step));
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      thread.join();
    }
  }

  private static void repeat(int times, Step step) {
    try {
      for (int i = 0; i < times; i++) {
        step.run();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a thread of the benchmark failed", e);
    }
  }
}
