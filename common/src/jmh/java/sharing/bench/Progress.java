package sharing.bench;

import java.io.IOException;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Says in one line which benchmark runs. What JMH says itself is kept for a failure. */
final class Progress implements OutputFormat {
  private final StringBuilder said = new StringBuilder();
  private int started;

  /** What JMH has said so far. */
  String said() {
    return said.toString();
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    started++;
    System.out.printf("  measuring %2d: %s%n", started, Measurement.name(params));
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> result) {}

  @Override
  public void print(String text) {
    said.append(text);
  }

  @Override
  public void println(String text) {
    said.append(text).append('\n');
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void write(int c) {
    said.append((char) c);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    said.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
