package sharing.counter;

import java.nio.file.Path;
import sharing.common.ParentJvm;

/** The main class of a process that counts in a file, and sends what each increment returned. */
final class CountingProcess {
  private CountingProcess() {}

  /** Waits to be told the file, and adds 1,000 to it. */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    ProcessCounter counter = new ProcessCounter(Path.of(parent.receive().orElseThrow()));
    for (int i = 0; i < 1_000; i++) {
      parent.send(Long.toString(counter.increment()));
    }
    parent.finish();
  }
}
