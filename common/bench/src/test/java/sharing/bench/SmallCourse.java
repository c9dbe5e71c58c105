package sharing.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A course with outlines and results, and without code. */
final class SmallCourse {
  private final Path root;

  /**
   * A course of no lesson.
   *
   * @param root an empty folder
   */
  SmallCourse(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("lessons"));
    Files.createDirectories(root.resolve("solutions"));
  }

  Path root() {
    return root;
  }

  /** A lesson, with what it says of the report. */
  SmallCourse lesson(String lesson, String reportJson) throws IOException {
    for (String kind : List.of("lessons", "solutions")) {
      Files.createDirectories(root.resolve(Path.of(kind, lesson, "src")));
    }
    Files.writeString(root.resolve(Path.of("lessons", lesson, LessonOutline.FILE)), reportJson);
    return this;
  }

  /** Results of a module on JDK 17 and two cores. */
  SmallCourse measured(String module, Result... results) throws IOException {
    return measured(module, "17.0.15+6", Map.of(), results);
  }

  /**
   * Results of a module.
   *
   * @param module as in {@code solutions/01-one}
   * @param missing why a benchmark was not measured, by its name
   */
  SmallCourse measured(String module, String jdk, Map<String, String> missing, Result... results)
      throws IOException {
    write(root.resolve(module).resolve(Path.of("target", "bench")), module, jdk, missing, results);
    return this;
  }

  /** Results of the solution of a lesson that are committed with the report. */
  SmallCourse committed(String lesson, Result... results) throws IOException {
    Path folder = root.resolve(Path.of("docs", "report", "solutions", lesson));
    write(folder, "solutions/" + lesson, "17.0.15+6", Map.of(), results);
    return this;
  }

  private static void write(
      Path folder, String module, String jdk, Map<String, String> missing, Result... results)
      throws IOException {
    Path bench = Files.createDirectories(folder);
    new Run(
            module,
            "quick",
            "2026-01-02",
            "abc1234",
            2,
            0,
            jdk,
            "Some <OS> & more",
            "",
            new HashMap<>(),
            new HashMap<>(missing))
        .write(bench);
    Files.writeString(bench.resolve(Bench.RESULTS), json(results));
  }

  /** JMH's file of such results. */
  static String json(Result... results) {
    return new GsonBuilder().create().toJson(Arrays.stream(results).map(Result::json).toList());
  }

  /** Reads the outline of the course. */
  ReportOutline outline() throws IOException {
    return ReportOutline.read(root);
  }

  /** What was measured in the modules of a kind. */
  Results results(String kind) throws IOException {
    return Results.read(root, kind, outline());
  }

  /** The page of the report. */
  ReportPage page() throws IOException {
    return new ReportPage(outline(), results("solutions"), results("lessons"));
  }

  /**
   * What JMH measured for one benchmark.
   *
   * @param name the method, and its parameters as in {@code search, workers 2}
   * @param made how many updates were made, or 0 if they are not counted
   * @param lost how many of them were lost
   * @param nanos one time for each iteration
   */
  record Result(String name, int made, int lost, double... nanos) {

    static Result of(String name, double... nanos) {
      return new Result(name, 0, 0, nanos);
    }

    private Map<String, Object> json() {
      List<String> parts = new ArrayList<>(List.of(name.split(", ")));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("benchmark", "sharing.some.Benchmark." + parts.remove(0));
      json.put("jvm", "/opt/secret/java");
      Map<String, String> params = new LinkedHashMap<>();
      parts.forEach(part -> params.put(part.split(" ")[0], part.split(" ")[1]));
      json.put("params", params);
      json.put("primaryMetric", Map.of("rawData", new double[][] {nanos}));
      json.put(
          "secondaryMetrics",
          made == 0
              ? Map.of()
              : Map.of(
                  "made", Map.of("rawData", new int[][] {{made}}),
                  "lost", Map.of("rawData", new int[][] {{lost}})));
      return json;
    }
  }
}
