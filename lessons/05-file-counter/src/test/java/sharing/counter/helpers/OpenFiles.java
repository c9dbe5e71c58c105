package sharing.counter.helpers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sharing.testkit.interleaver.EachAction;
import sharing.testkit.threads.FileLocks;

/** Counts the files that this process has open. */
public final class OpenFiles {

  /** An action that may open files. */
  public interface Action {
    void run() throws Exception;
  }

  private OpenFiles() {}

  /** How many of 100 runs of an action left a file open. Runs that fail count, too. */
  public static int keptBy(Action action) throws Exception {
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

  /**
   * The actions of a call that left a file open when they failed, in most of 10 calls: other
   * threads of this process may open a file in the meantime.
   */
  public static List<String> keptByFailures(EachAction<?> call) throws Exception {
    Map<String, Integer> kept = new TreeMap<>();
    for (int i = 0; i < 10; i++) {
      call.fails(
          () -> {
            long before = now();
            try {
              call.call();
            } catch (IOException e) {
              // Another test checks what it says.
            }
            if (now() > before) {
              kept.merge(call.action(), 1, Integer::sum);
            }
          });
    }
    return kept.keySet().stream().filter(action -> kept.get(action) > 7).toList();
  }

  /**
   * Collects the garbage, and waits until the files are closed that no object refers to any more.
   * On Linux only, where a lock shows when its file was closed. If the collector has been switched
   * off, this ends after some seconds.
   */
  public static void collectGarbage(Path folder) throws Exception {
    for (int i = 0; i < 2; i++) { // The second file is closed after all those of the first time.
      Set<String> before = FileLocks.held();
      FileChannel.open(folder.resolve("garbage" + i), CREATE, WRITE).lock();
      Set<String> more = new HashSet<>(FileLocks.held());
      more.removeAll(before);
      System.gc();
      for (int looks = 0; looks < 1_000 && FileLocks.held().containsAll(more); looks++) {
        Thread.sleep(1);
      }
    }
  }

  /** On Windows the number is unknown; there, an open file cannot be deleted. */
  private static long now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
