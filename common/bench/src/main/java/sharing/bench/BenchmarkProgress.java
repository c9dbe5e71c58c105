package sharing.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import sharing.common.Stopwatch;

/**
 * Prints in one line which benchmark runs, and how long the rest will take. JMH's own output is
 * kept for a failure.
 */
final class BenchmarkProgress implements OutputFormat {
  private static final Pattern TODO = Pattern.compile("TODO step \\d+: .*");
  private static final Pattern FAILURE = Pattern.compile("<failure>\\s+(\\S.*)");

  private final int total;
  private final int rounds;
  private final Map<String, Double> before;

  /** How often each benchmark has run, by its name. */
  private final Map<String, Integer> times = new HashMap<>();

  private final double later;
  private final Run run;
  private final StringBuffer said = new StringBuffer(); // JMH prints in several threads.
  private String current = "";
  private Stopwatch watch;
  private boolean isMeasured;
  private int started;

  /**
   * @param total how many benchmarks there are, times the rounds
   * @param rounds how often each of them is measured
   * @param before how many seconds each of them took in an earlier run, as far as that is known
   * @param later how many seconds the modules after this one took then, or 0
   * @param run what is measured is added to it, and so is what fails
   */
  BenchmarkProgress(int total, int rounds, Map<String, Double> before, double later, Run run) {
    this.total = total;
    this.rounds = rounds;
    this.before = Map.copyOf(before);
    this.later = later;
    this.run = run;
  }

  /** Nothing will be measured, because the code is not written yet. */
  static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotWritten(String todo) {
      super(todo);
    }
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    end();
    started++;
    current = Measurement.name(params);
    isMeasured = false;
    said.setLength(0);
    watch = Stopwatch.start();
    System.out.printf("  %2d of %d%s: %s%n", started, total, left(), current);
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    isMeasured = result != null;
  }

  /**
   * The benchmark that runs has ended.
   *
   * @throws NotWritten if the output names an unwritten method, and only baselines were measured
   *     before
   */
  void end() {
    if (current.isEmpty()) {
      return;
    }
    times.merge(current, 1, Integer::sum);
    if (isMeasured) {
      run.seconds().merge(current, Math.round(watch.elapsedNanos() / 1e8) / 10.0, Double::sum);
    } else {
      Matcher todo = TODO.matcher(said);
      boolean isTodo = todo.find();
      if (isTodo && run.seconds().keySet().stream().allMatch(name -> name.startsWith("baseline"))) {
        throw new NotWritten(todo.group());
      }
      Matcher failure = FAILURE.matcher(said);
      String why = isTodo ? todo.group() : failure.find() ? failure.group(1) : "JMH has no result";
      why = why.replace(UnavailableException.class.getName() + ": ", Run.UNAVAILABLE);
      run.missing().put(current, why);
      System.out.printf("    not measured: %s%n", why);
    }
    current = "";
  }

  /** How long the rest will take, or nothing if there is nothing to tell it by. */
  private String left() {
    double took = run.total();
    int done = started - 1;
    double left;
    if (before.size() * rounds == total) {
      double tookBefore = sum(before, name -> times.getOrDefault(name, 0));
      double rest = sum(before, name -> rounds - times.getOrDefault(name, 0));
      left = rest * (tookBefore == 0 ? 1 : took / tookBefore);
    } else if (done > 0) {
      left = took / done * (total - done);
    } else {
      return "";
    }
    return later == 0
        ? ", " + about(left) + " left"
        : ", " + about(left) + " left, " + about(left + later) + " in all";
  }

  private static String about(double seconds) {
    return seconds > 90
        ? Math.round(seconds / 60) + " min"
        : Math.round(seconds / 5) * 5 + 5 + " s";
  }

  /** How long this many rounds of each benchmark took before. */
  private double sum(Map<String, Double> seconds, ToIntFunction<String> howMany) {
    return seconds.entrySet().stream()
        .mapToDouble(s -> s.getValue() * howMany.applyAsInt(s.getKey()) / rounds)
        .sum();
  }

  /** JMH's output about the running benchmark. */
  String said() {
    return said.toString();
  }

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
    said.append(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
