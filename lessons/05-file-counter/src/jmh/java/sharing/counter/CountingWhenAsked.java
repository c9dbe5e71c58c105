package sharing.counter;

import java.nio.file.Path;
import sharing.common.ParentJvm;

/** The main class of a process that adds one as many times as each message says. */
public final class CountingWhenAsked {
  private CountingWhenAsked() {}

  /**
   * Answers each message with the result of the last increment.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    ProcessCounter counter = new ProcessCounter(Path.of(arguments[0]));
    while (true) {
      int times = Integer.parseInt(parent.receive().orElseThrow());
      long last = 0;
      for (int i = 0; i < times; i++) {
        last = counter.increment();
      }
      parent.send(Long.toString(last));
    }
  }
}
