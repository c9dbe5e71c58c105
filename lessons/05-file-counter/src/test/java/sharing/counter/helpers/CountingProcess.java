package sharing.counter.helpers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import sharing.common.ChildJvm;
import sharing.common.ParentJvm;
import sharing.counter.ProcessCounter;

/** The main class of a process that counts in a file, and sends the result of each increment. */
public final class CountingProcess {
  private CountingProcess() {}

  /**
   * Starts such a process.
   *
   * @param folder its working folder
   * @param temporary its folder for temporary files
   */
  public static ChildJvm start(Path folder, Path temporary, String file, int threads, int times)
      throws IOException {
    List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
    options.add("-Djava.io.tmpdir=" + temporary);
    String archive = System.getProperty(ChildJvm.ARCHIVE);
    if (archive != null) {
      options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
    }
    return ChildJvm.start(
        folder,
        System.getProperty("java.class.path"),
        options,
        CountingProcess.class,
        file,
        Integer.toString(threads),
        Integer.toString(times));
  }

  /**
   * Waits for a first message, and then counts.
   *
   * @param arguments the file, the number of threads, and how often each thread adds one
   */
  public static void main(String[] arguments) throws Exception {
    ParentJvm parent = ParentJvm.connect();
    ProcessCounter counter = new ProcessCounter(Path.of(arguments[0]));
    int threads = Integer.parseInt(arguments[1]);
    Callable<Void> count =
        () -> {
          for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            parent.send(Long.toString(counter.increment()));
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    parent.receive();
    for (Future<Void> thread : pool.invokeAll(Collections.nCopies(threads, count))) {
      thread.get();
    }
    pool.shutdown();
    parent.finish();
  }
}
