package sharing.counter.helpers;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Counts the files that this process has open. */
public final class OpenFiles {

  /** An action that may open files. */
  public interface Action {
    void run() throws IOException;
  }

  private OpenFiles() {}

  /** How many of 100 runs of an action left a file open. Runs that fail count, too. */
  public static int keptBy(Action action) {
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      long before = now(); // Each time: the garbage collector may close some.
      try {
        action.run();
      } catch (IOException e) {
        // Another test checks whether it must fail.
      }
      kept += now() > before ? 1 : 0;
    }
    return kept;
  }

  /** On Windows the number is unknown; there, an open file cannot be deleted. */
  private static long now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
