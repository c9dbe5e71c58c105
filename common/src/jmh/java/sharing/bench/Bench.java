package sharing.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import sharing.common.Stopwatch;
import sharing.course.ClassPath;

/**
 * Runs the benchmarks of one module; prints a table, and writes JMH's JSON and a chart.
 *
 * <p>{@code -Dbench=quick}, the default, takes 5 iterations of 0.2 s in one JVM; {@code
 * -Dbench=long} takes 10 of 1 s in each of three; {@code -Dbench=smoke} only shows that the
 * benchmarks run: its figures mean nothing. What has "virtual" in its name is left out before JDK
 * 21, which brought virtual threads.
 */
public final class Bench {
  private static final Pattern TODO = Pattern.compile("TODO step \\d+: .*");

  private Bench() {}

  /** Runs the benchmarks of the module in the folder {@code arguments[0]}. */
  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]);
    String name = module.getParent().getFileName() + "/" + module.getFileName();
    Path target = Files.createDirectories(module.resolve(Path.of("target", "bench")));
    String length = System.getProperty("bench", "quick");

    System.out.printf("%n%s, %s benchmarks%n", name, length);
    Progress progress = new Progress();
    Collection<RunResult> results;
    String mavensClassPath = System.getProperty("java.class.path");
    // JMH starts its JVMs with the class path of this one, which is Maven's.
    System.setProperty("java.class.path", ClassPath.ofCaller());
    try {
      Path json = target.resolve("results.json");
      ChainedOptionsBuilder options = options(length).result(json.toString());
      results = new Runner(options.build(), progress).run();
    } catch (RunnerException e) {
      Matcher todo = TODO.matcher(progress.said());
      if (todo.find()) {
        System.out.printf("  nothing is measured: the code says \"%s\"%n", todo.group());
        return;
      }
      throw new IllegalStateException(progress.said(), e);
    } finally {
      System.setProperty("java.class.path", mavensClassPath);
    }
    List<Measurement> measurements = Measurement.of(results);
    print(measurements);
    Path chart = target.resolve("chart.png");
    Chart.write(name, measurements, chart);
    System.out.printf("%n  %s/target/bench/results.json%n", name);
    System.out.printf("  %s/target/bench/chart.png%n", name);
  }

  private static ChainedOptionsBuilder options(String length) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .shouldFailOnError(true)
            .resultFormat(ResultFormatType.JSON)
            .jvmArgs("-Xmx1g");
    if (Runtime.version().feature() < 21) {
      options.exclude("[vV]irtual");
    }
    return switch (length) {
      case "smoke" ->
          options
              .forks(1)
              .warmupIterations(0)
              .measurementIterations(1)
              .measurementTime(TimeValue.milliseconds(1));
      case "quick" -> times(options.forks(1), 2, 5, 200);
      case "long" -> times(options.forks(3), 5, 10, 1000);
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

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.01 ? "  %11.6f" : "  %11.2f", ratio);
  }

  private static void print(List<Measurement> measurements) {
    Optional<Measurement> baseline =
        measurements.stream().filter(m -> m.name().equals("baseline")).findFirst();
    System.out.printf("%n  %-37s %8s %8s %8s", "one call", "median", "fastest", "slowest");
    System.out.println(baseline.isPresent() ? "  of baseline" : "");
    for (Measurement m : measurements) {
      System.out.printf(
          "  %-37s %8s %8s %8s",
          m.name(),
          Stopwatch.format(m.median()),
          Stopwatch.format(m.fastest()),
          Stopwatch.format(m.slowest()));
      System.out.println(baseline.map(base -> ratio(m.median() / base.median())).orElse(""));
    }
  }
}
