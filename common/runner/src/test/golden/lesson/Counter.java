package small;

import java.nio.file.Files;
import java.nio.file.Path;
import sharing.common.ChildJvms;
import sharing.common.ParentJvm;

/** A right answer. The wrong ones differ from it in a line or two. */
final class Counter {
  private int count;

  /** Step 1. Counts one more. Step 2. Any number of threads may call it. */
  synchronized void increment() {
    count++;
  }

  /** Step 1. The count. */
  synchronized int get() {
    return count;
  }

  /** Step 3. Each of some threads counts one more. */
  void countInThreads(int threads) throws InterruptedException {
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] = new Thread(this::increment, "worker-" + i);
    }
    for (Thread thread : all) {
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  /** Step 4. Has a process count one, and write its count to a file. */
  static void countInProcess(Path file) throws Exception {
    try (ChildJvms children = new ChildJvms()) {
      children.start(Counter.class, file.toString());
      children.await();
    }
  }

  /** Step 4. What the process does. */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    Counter counter = new Counter();
    counter.increment();
    Files.writeString(Path.of(arguments[0]), Integer.toString(counter.get()));
    parent.finish();
  }
}
