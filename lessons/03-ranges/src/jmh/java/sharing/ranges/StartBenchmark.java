package sharing.ranges;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to have nothing done elsewhere, and to wait until it is done. */
@State(Scope.Benchmark)
public class StartBenchmark {
  private ExecutorService pool;
  private Method startVirtualThread;
  private String java;

  /** What the child JVM does. */
  public static final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
  }

  @Setup
  public void prepare() throws ReflectiveOperationException {
    pool = Executors.newSingleThreadExecutor();
    if (Runtime.version().feature() >= 21) {
      startVirtualThread = Thread.class.getMethod("startVirtualThread", Runnable.class);
    }
    java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @TearDown
  public void shutDown() {
    pool.shutdownNow();
  }

  @Benchmark
  public void startThread() throws InterruptedException {
    Thread thread = new Thread(() -> {});
    thread.start();
    thread.join();
  }

  @Benchmark
  public void startVirtualThread() throws ReflectiveOperationException, InterruptedException {
    Runnable nothing = () -> {};
    Thread thread = (Thread) startVirtualThread.invoke(null, nothing);
    thread.join();
  }

  @Benchmark
  public Object startTaskInPool() throws Exception {
    return pool.submit(() -> {}).get();
  }

  @Benchmark
  public void startJvm() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Nothing.class.getName())
            .start();
    if (child.waitFor() != 0) {
      throw new IOException("the child ended with exit code " + child.exitValue());
    }
  }
}
