package sharing.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * JMH's measurement of one benchmark with one set of parameters. Times are nanoseconds for one
 * call.
 *
 * @param name the method, and its parameters
 * @param median the median of the iterations
 * @param fastest the fastest iteration
 * @param slowest the slowest iteration
 * @param iterations how many iterations there were, in all forks
 * @param lost which part of its updates was lost, if it counts {@code made} and {@code lost} ones
 */
record Measurement(
    String name,
    double median,
    double fastest,
    double slowest,
    int iterations,
    Optional<Double> lost) {

  /**
   * The measurements in a file that JMH has written as JSON. It begins with an empty one, and fills
   * it at the end.
   *
   * @throws IOException if the file cannot be read
   */
  static List<Measurement> read(Path json) throws IOException {
    JsonElement results = JsonParser.parseString(Files.readString(json));
    return results.isJsonNull()
        ? List.of()
        : elements(results.getAsJsonArray())
            .map(JsonElement::getAsJsonObject)
            .map(Measurement::of)
            .toList();
  }

  private static Measurement of(JsonObject result) {
    double[] times = values(result.getAsJsonObject("primaryMetric")).sorted().toArray();
    int middle = times.length / 2;
    double median = times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    double slowest = Arrays.stream(times).max().orElseThrow();
    Map<String, String> params = new TreeMap<>();
    if (result.has("params")) {
      JsonObject given = result.getAsJsonObject("params");
      given.keySet().forEach(key -> params.put(key, given.get(key).getAsString()));
    }
    String name = name(result.get("benchmark").getAsString(), params);
    JsonObject counted = result.getAsJsonObject("secondaryMetrics");
    Optional<Double> lost = Optional.empty();
    if (counted.has("lost")) {
      double made = values(counted.getAsJsonObject("made")).sum();
      lost = Optional.of(values(counted.getAsJsonObject("lost")).sum() / made);
    }
    return new Measurement(name, median, times[0], slowest, times.length, lost);
  }

  /** The measured values, one for each iteration. */
  private static DoubleStream values(JsonObject metric) {
    return elements(metric.getAsJsonArray("rawData"))
        .flatMap(fork -> elements(fork.getAsJsonArray()))
        .mapToDouble(JsonElement::getAsDouble);
  }

  private static Stream<JsonElement> elements(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The method and its parameters, as the table and the chart show them. */
  static String name(BenchmarkParams params) {
    Map<String, String> values = new TreeMap<>();
    params.getParamsKeys().forEach(key -> values.put(key, params.getParam(key)));
    return name(params.getBenchmark(), values);
  }

  private static String name(String benchmark, Map<String, String> params) {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1)
        + params.entrySet().stream()
            .map(param -> ", " + param.getKey() + " " + param.getValue())
            .collect(Collectors.joining());
  }
}
