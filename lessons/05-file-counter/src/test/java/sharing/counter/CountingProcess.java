package sharing.counter;

import java.nio.file.Path;
import sharing.common.ParentJvm;

/** The main class of a process that counts in a file, and sends what each increment returned. */
final class CountingProcess {
  private CountingProcess() {}

  /**
   * Waits to be told to begin.
   *
   * @param arguments the file, and how often to add one
   */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    ProcessCounter counter = new ProcessCounter(Path.of(arguments[0]));
    parent.receive();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      parent.send(Long.toString(counter.increment()));
    }
    parent.finish();
  }
}
