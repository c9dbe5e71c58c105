package sharing.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sharing.bench.ResultCheck;
import sharing.common.ChildJvm;

/**
 * The cost of one increment in a file that several processes share, on the file system of temporary
 * files. The processes are started before the measurement.
 */
@State(Scope.Benchmark)
@OperationsPerInvocation(ProcessBenchmark.INCREMENTS)
public class ProcessBenchmark {
  static final int INCREMENTS = 400;

  @Param({"1", "2", "4"})
  int processes;

  private final List<ChildJvm> children = new ArrayList<>();
  private Path folder;

  @Setup
  public void check() throws Exception {
    folder = Files.createTempDirectory("count");
    Path file = folder.resolve("count");
    CountFile store = new CountFile(file);
    store.write(0);
    for (int i = 0; i < processes; i++) {
      // With the default options of the JVM, because the compiler matters here.
      children.add(
          ChildJvm.start(
              System.getProperty("java.class.path"),
              List.of(),
              CountingWhenAsked.class,
              file.toString()));
    }
    sharedFile();
    ResultCheck.check("increments", (long) INCREMENTS, store.read());
  }

  @TearDown
  public void delete() throws IOException, InterruptedException {
    for (ChildJvm child : children) {
      child.close();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Benchmark
  public void sharedFile() throws IOException, InterruptedException {
    for (ChildJvm child : children) {
      child.send(Integer.toString(INCREMENTS / processes));
    }
    for (ChildJvm child : children) {
      child.receive().orElseThrow();
    }
  }
}
