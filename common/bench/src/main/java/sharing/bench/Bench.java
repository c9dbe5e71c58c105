package sharing.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import sharing.bench.Chart.Theme;
import sharing.bench.Chart.Unit;
import sharing.runner.ClassPath;
import sharing.testkit.TemporaryFolder;

/**
 * Runs the benchmarks of one module; prints a table, and writes JMH's JSON and a chart.
 *
 * <p>{@code -Dbench=quick}, the default, takes 5 iterations of 0.2 s in one JVM; {@code
 * -Dbench=long} takes 10 of 1 s in each of three rounds, so that what changes on the machine in the
 * meantime changes all benchmarks; {@code -Dbench=smoke} only shows that the benchmarks run: its
 * figures mean nothing. A benchmark that fails does not keep the others from running; the run fails
 * at the end. A benchmark whose set-up throws {@link UnavailableException} is left out.
 */
public final class Bench {
  static final String RESULTS = "results.json";
  private static final String CHART = "chart.png";
  private static final int ROUNDS = 3;
  private static final Pattern POM = Pattern.compile("@ ([^,]*)[/\\\\]pom\\.xml");

  private Bench() {}

  /**
   * Runs the benchmarks of the module in the folder {@code arguments[0]}. The projects of the same
   * build are {@code arguments[1]}, as Maven names them; if the report is among them, it reports
   * what was not measured.
   *
   * @throws IllegalArgumentException if {@code -Dbench} is no known length
   * @throws IllegalStateException if a benchmark failed and no report will tell; the others have
   *     run, and their results are written
   */
  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]);
    String name = module.getParent().getFileName() + "/" + module.getFileName();
    Path target = Files.createDirectories(module.resolve(Path.of("target", "bench")));
    Path temporary = Files.createDirectories(target.resolve("tmp"));
    String length = System.getProperty("bench", "quick");

    System.out.printf("%n%s, %s benchmarks%n", name, length);
    Map<String, Double> before = Run.before(module, length).map(Run::seconds).orElse(Map.of());
    double later = 0;
    for (Path other : after(module, arguments[1])) {
      later += Run.before(other, length).map(Run::total).orElse(0.0);
    }
    Run run;
    Collection<RunResult> results;
    String mavensClassPath = System.getProperty("java.class.path");
    // JMH starts its JVMs with the class path of this one, which is Maven's.
    System.setProperty("java.class.path", ClassPath.ofCaller());
    try {
      run = Run.begin(module, name, length);
      Options options = options(length, temporary).build();
      int rounds = length.equals("long") ? ROUNDS : 1;
      BenchmarkProgress progress =
          new BenchmarkProgress(rounds * count(options), rounds, before, later, run);
      List<RunResult> all = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        all.addAll(new Runner(options, progress).run());
        progress.end();
      }
      results = merged(all);
    } catch (BenchmarkProgress.NotWritten e) {
      System.out.printf("  nothing is measured: the code says \"%s\"%n", e.getMessage());
      Files.deleteIfExists(target.resolve(RESULTS));
      return;
    } finally {
      TemporaryFolder.delete(temporary);
      System.setProperty("java.class.path", mavensClassPath);
    }
    run.write(target);
    if (!results.isEmpty()) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, target.resolve(RESULTS).toString())
          .writeOut(results);
      List<Measurement> measurements = Measurement.read(target.resolve(RESULTS));
      System.out.print(ResultTable.of(measurements));
      Map<String, Span> figures = new LinkedHashMap<>();
      measurements.forEach(m -> figures.put(m.name(), Span.of(m)));
      if (Results.isNoisy(figures)) {
        System.out.printf(
            "%n  Too noisy: baseline and baselineAgain run the same code, but have no value in common."
                + "%n  Measure again on a machine that does nothing else.%n");
      }
      Chart.of(name, figures, Unit.NANOS, Theme.LIGHT).writePng(target.resolve(CHART));
      System.out.printf("%n  %s/target/bench/%s%n", name, RESULTS);
      System.out.printf("  %s/target/bench/%s%n", name, CHART);
    }
    boolean isLeftToReport = arguments[1].contains("sharing:docs:");
    if (!isLeftToReport && !run.failed().isEmpty()) {
      throw new IllegalStateException(
          "not measured in " + name + ": " + String.join("; ", run.failed()));
    }
  }

  /** One result for each benchmark, with what was measured in all rounds. */
  private static Collection<RunResult> merged(List<RunResult> results) {
    Map<String, List<RunResult>> byName = new LinkedHashMap<>();
    for (RunResult result : results) {
      byName
          .computeIfAbsent(Measurement.name(result.getParams()), name -> new ArrayList<>())
          .add(result);
    }
    return byName.values().stream()
        .map(
            rounds ->
                new RunResult(
                    rounds.get(0).getParams(),
                    rounds.stream().flatMap(r -> r.getBenchmarkResults().stream()).toList()))
        .toList();
  }

  /** The folders of the projects that come after this one. */
  private static List<Path> after(Path module, String projects) {
    List<Path> folders = POM.matcher(projects).results().map(pom -> Path.of(pom.group(1))).toList();
    return folders.subList(folders.indexOf(module) + 1, folders.size());
  }

  /** The meaning of a length, for a reader of the report. */
  static String describe(String length) {
    return switch (length) {
      case "smoke" -> "1 of 1 ms: these figures mean nothing";
      case "quick" -> "5 of 0.2 s in one JVM, after 2 to warm up";
      default -> "10 of 1 s in each of three JVMs, in three rounds, after 5 to warm up";
    };
  }

  /** How many benchmarks there are, each with all of its parameters. */
  private static int count(Options options) {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    return BenchmarkList.defaultList()
        .find(silent, options.getIncludes(), options.getExcludes())
        .stream()
        .mapToInt(Bench::variants)
        .sum();
  }

  private static int variants(BenchmarkListEntry benchmark) {
    Map<String, String[]> params = benchmark.getParams().orElse(Map.of());
    return params.values().stream().mapToInt(values -> values.length).reduce(1, (a, b) -> a * b);
  }

  private static ChainedOptionsBuilder options(String length, Path temporary) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .shouldFailOnError(false)
            .forks(1)
            .jvmArgs("-Xmx1g", "-Djava.io.tmpdir=" + temporary);
    return switch (length) {
      case "smoke" ->
          options
              .warmupIterations(0)
              .measurementIterations(1)
              .measurementTime(TimeValue.milliseconds(1));
      case "quick" -> times(options, 2, 5, 200);
      case "long" -> times(options, 5, 10, 1000);
      default -> throw new IllegalArgumentException("-Dbench is smoke, quick or long: " + length);
    };
  }

  private static ChainedOptionsBuilder times(
      ChainedOptionsBuilder options, int warmups, int measurements, int millis) {
    return options
        .warmupIterations(warmups)
        .warmupTime(TimeValue.milliseconds(millis))
        .measurementIterations(measurements)
        .measurementTime(TimeValue.milliseconds(millis));
  }

  /** A part, as in 59.3 %. */
  static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", part * 100);
  }
}
