package sharing.ranges;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.UnavailableException;
import sharing.common.ChildJvm;

/** The cost of an empty task in another thread or process, with the wait for its end. */
@State(Scope.Benchmark)
public class StartBenchmark {
  private ExecutorService pool;

  /** The program of the child JVM, which does nothing. */
  public static final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
  }

  @Setup
  public void prepare() {
    pool = Executors.newSingleThreadExecutor();
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

  /** The JDK's method, if it has one. */
  @State(Scope.Benchmark)
  public static class Virtual {
    private Method start;

    @Setup
    public void find() throws ReflectiveOperationException {
      UnavailableException.before(21, "virtual threads");
      start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    }
  }

  @Benchmark
  public void startVirtualThread(Virtual virtual)
      throws ReflectiveOperationException, InterruptedException {
    Runnable nothing = () -> {};
    Thread thread = (Thread) virtual.start.invoke(null, nothing);
    thread.join();
  }

  @Benchmark
  public Object startTaskInPool() throws Exception {
    return pool.submit(() -> {}).get();
  }

  /** {@link ChildJvm#SHORT_LIVED}: all of them, all but one, none of them, or all and one more. */
  @State(Scope.Benchmark)
  public static class Options {
    @Param({"short-lived", "with C2", "with counters", "none", "serial, too", "unshared, too"})
    String options;

    List<String> list() {
      List<String> all = new ArrayList<>(ChildJvm.SHORT_LIVED);
      switch (options) {
        case "with C2" -> all.remove("-XX:TieredStopAtLevel=1");
        case "with counters" -> all.remove("-XX:-UsePerfData");
        case "none" -> all.clear();
        case "serial, too" -> all.add("-XX:+UseSerialGC");
        case "unshared, too" -> all.add("-Xshare:off");
        default -> {}
      }
      return all;
    }
  }

  @Benchmark
  public void startJvm(Options state) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    try (ChildJvm child = ChildJvm.start(classPath, state.list(), Nothing.class)) {
      if (!child.waitFor(Duration.ofMinutes(1)) || child.exitCode() != 0) {
        throw new IOException("the child JVM failed: " + child.lastWords());
      }
    }
  }
}
