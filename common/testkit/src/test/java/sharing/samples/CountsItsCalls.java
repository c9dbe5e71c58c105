package sharing.samples;

import java.util.concurrent.Callable;

/** A call that keeps a number in a static field. */
public final class CountsItsCalls implements Callable<Integer> {
  private static int calls;

  @Override
  public Integer call() {
    calls++;
    return calls;
  }
}
