package sharing.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured for one benchmark with one set of parameters. Times are nanoseconds for one
 * call.
 *
 * @param name the method, and its parameters
 * @param median the median of the iterations
 * @param fastest the fastest iteration
 * @param slowest the slowest iteration
 * @param iterations how many iterations there were, in all forks
 */
record Measurement(String name, double median, double fastest, double slowest, int iterations) {

  static List<Measurement> of(Collection<RunResult> results) {
    return results.stream().map(Measurement::of).toList();
  }

  private static Measurement of(RunResult result) {
    double[] times =
        result.getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(Collection::stream)
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    int middle = times.length / 2;
    double median = times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    double slowest = Arrays.stream(times).max().orElseThrow();
    return new Measurement(name(result.getParams()), median, times[0], slowest, times.length);
  }

  /** The method and its parameters, as the table and the chart show them. */
  static String name(BenchmarkParams params) {
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    return method
        + params.getParamsKeys().stream()
            .map(key -> ", " + key + " " + params.getParam(key))
            .collect(Collectors.joining());
  }
}
