package sharing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was measured in the modules of one kind, as their files in {@code target/bench} say. */
final class Results {
  /** What is measured by hand, in JMH's form. */
  static final String IN_C = "serial-in-c.json";

  private static final String TOO_OLD = "virtual threads came with JDK 21";
  private static final String BY_HAND = "measured by hand: docs/serial-in-c.md";

  private final String kind;
  private final Map<String, Module> modules = new TreeMap<>();

  /** One module: what its run was, and what was measured, by the benchmarks' names. */
  record Module(Path folder, Optional<Run> run, Map<String, Measurement> measured) {}

  private Results(String kind) {
    this.kind = kind;
  }

  /**
   * @param root the folder of the repository
   * @param kind "solutions" or "lessons"
   */
  static Results read(Path root, String kind) throws IOException {
    Results results = new Results(kind);
    List<Path> folders;
    try (Stream<Path> all = Files.list(root.resolve(kind))) {
      folders = all.filter(folder -> Files.exists(folder.resolve("src"))).sorted().toList();
    }
    for (Path folder : folders) {
      Path bench = folder.resolve(Path.of("target", "bench"));
      Map<String, Measurement> measured = new TreeMap<>();
      for (String name : List.of(Bench.RESULTS, IN_C)) {
        Path file = bench.resolve(name);
        if (Files.exists(file)) {
          Measurement.read(file).forEach(m -> measured.put(m.name(), m));
        }
      }
      String lesson = folder.getFileName().toString();
      results.modules.put(lesson, new Module(bench, Run.read(bench), measured));
    }
    return results;
  }

  Map<String, Module> modules() {
    return modules;
  }

  Optional<Span> get(String lesson, String benchmark) {
    return Optional.ofNullable(modules.get(lesson))
        .map(module -> module.measured().get(benchmark))
        .map(Span::of);
  }

  /** Which part of its updates was lost, if it counts them. */
  Optional<Double> lost(String lesson, String benchmark) {
    return Optional.ofNullable(modules.get(lesson))
        .map(module -> module.measured().get(benchmark))
        .flatMap(Measurement::lost);
  }

  /** Why there is no such measurement. */
  String whyMissing(String lesson, String benchmark) {
    Module module = modules.get(lesson);
    if (module == null || module.run().isEmpty()) {
      return kind + "/" + lesson + " has no results";
    }
    Run run = module.run().get();
    boolean isTooOld = Runtime.Version.parse(run.jdk()).feature() < 21;
    if (isTooOld && Bench.VIRTUAL.matcher(benchmark).find()) {
      return TOO_OLD;
    }
    return benchmark.equals("serialInC")
        ? BY_HAND
        : run.missing().getOrDefault(benchmark, "it is not in the results");
  }

  /** Whether it may be missing for such a reason. */
  static boolean mayBeMissing(String why) {
    return why.equals(TOO_OLD) || why.equals(BY_HAND);
  }

  /**
   * How far two measurements of the same code are apart, as a fraction of the first; by the lessons
   * that have them.
   */
  Map<String, Double> noise() {
    Map<String, Double> noise = new TreeMap<>();
    modules.forEach(
        (lesson, module) ->
            get(lesson, "baseline")
                .flatMap(one -> get(lesson, "baselineAgain").map(two -> two.minus(one)))
                .ifPresent(
                    apart ->
                        noise.put(
                            lesson,
                            Math.abs(apart.median())
                                / module.measured().get("baseline").median())));
    return noise;
  }
}
