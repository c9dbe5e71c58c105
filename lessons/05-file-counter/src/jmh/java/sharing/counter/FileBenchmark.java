package sharing.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.ResultCheck;

/**
 * The cost of one increment in a file, on the file system of temporary files.
 *
 * <p>Without a lock there is only one thread: with two, the count would be wrong.
 */
@State(Scope.Benchmark)
@OperationsPerInvocation(FileBenchmark.INCREMENTS)
public class FileBenchmark {
  static final int INCREMENTS = 400;

  private Path folder;
  private CountFile file;
  private UnsafeCounter unlocked;
  private FileCounter locked;

  /** How many threads share the increments. */
  @State(Scope.Benchmark)
  public static class Several {
    @Param({"1", "2", "4"})
    int threads;
  }

  @Setup
  public void check() throws Exception {
    folder = Files.createTempDirectory("count");
    file = new CountFile(folder.resolve("count"));
    unlocked = new UnsafeCounter(file);
    locked = new FileCounter(file);
    file.write(0);
    baseline();
    Threads.share(4, INCREMENTS, locked::increment);
    ResultCheck.check("increments", 2L * INCREMENTS, file.read());
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(folder.resolve("count"));
    Files.delete(folder);
  }

  /** The baseline: one thread, no lock. */
  @Benchmark
  public void baseline() throws InterruptedException {
    Threads.share(1, INCREMENTS, unlocked::increment);
  }

  /** The baseline under a second name: the difference between the two is noise. */
  @Benchmark
  public void baselineAgain() throws InterruptedException {
    Threads.share(1, INCREMENTS, unlocked::increment);
  }

  @Benchmark
  public void lockedFile(Several several) throws InterruptedException {
    Threads.share(several.threads, INCREMENTS, locked::increment);
  }
}
