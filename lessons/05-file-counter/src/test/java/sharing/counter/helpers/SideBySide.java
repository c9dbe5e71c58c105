package sharing.counter.helpers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import sharing.testkit.threads.WatchedCall;

/** Several threads that count at the same time. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Starts one thread for each number. The thread calls the increment as many times as the number
   * says. Then waits for all threads.
   *
   * @throws Exception an exception that one of the calls threw
   */
  public static void count(int[] times, Callable<Long> increment) throws Exception {
    List<WatchedCall<Void>> threads = new ArrayList<>();
    for (int calls : times) {
      threads.add(
          WatchedCall.start(
              "thread " + (threads.size() + 1),
              () -> {
                for (int i = 0; i < calls; i++) {
                  increment.call();
                }
                return null;
              }));
    }
    Exception failure = null;
    for (WatchedCall<Void> thread : threads) {
      try {
        thread.result();
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
