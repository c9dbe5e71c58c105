package sharing.counter;

import java.nio.file.Path;
import sharing.common.ParentJvm;

/** The main class of a process that adds one so many times, each time it is asked to. */
public final class CountingWhenAsked {
  private CountingWhenAsked() {}

  /**
   * Answers each message with the number that the last increment returned.
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
