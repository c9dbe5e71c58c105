package sharing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import sharing.bench.LessonOutline.BenchmarkByHand;
import sharing.bench.ReportSection.Figure;

/** The measurements of the modules of one kind, from their files in {@code target/bench}. */
final class Results {
  private final String kind;
  private final Map<String, Module> modules = new TreeMap<>();

  private final ReportOutline outline;

  /**
   * One module.
   *
   * @param files its files: what its run was, and those that hold measurements
   * @param run what its run was, if there was one
   * @param measured what was measured, by the benchmarks' names
   */
  record Module(List<Path> files, Optional<Run> run, Map<String, Measurement> measured) {}

  /**
   * Why something was not measured.
   *
   * @param isAllowed whether it may be missing for this reason
   */
  record Missing(String why, boolean isAllowed) {}

  private Results(String kind, ReportOutline outline) {
    this.kind = kind;
    this.outline = outline;
  }

  /**
   * @param root the folder of the repository
   * @param kind "solutions" or "lessons"
   * @param outline what may be missing, and what is measured by hand
   * @throws IOException if a file cannot be read
   */
  static Results read(Path root, String kind, ReportOutline outline) throws IOException {
    Results results = new Results(kind, outline);
    for (Path folder : folders(root.resolve(kind))) {
      if (Files.exists(folder.resolve("src"))) {
        results.add(folder.getFileName().toString(), folder.resolve(Path.of("target", "bench")));
      }
    }
    return results;
  }

  /** The results that are committed with the report: those of the solutions. */
  static Results committed(Path root, ReportOutline outline) throws IOException {
    Results results = new Results("solutions", outline);
    for (Path folder : folders(root.resolve(Path.of("docs", "report", "solutions")))) {
      results.add(folder.getFileName().toString(), folder);
    }
    return results;
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private void add(String lesson, Path bench) throws IOException {
    Optional<Run> run = Run.read(bench);
    List<Path> files =
        Stream.concat(
                Stream.of(Bench.RESULTS, Run.FILE),
                outline.of(lesson).byHand().stream().map(BenchmarkByHand::file).distinct())
            .map(bench::resolve)
            .filter(file -> run.isPresent() && Files.exists(file))
            .toList();
    Map<String, Measurement> measured = new TreeMap<>();
    for (Path file : files) {
      if (!file.endsWith(Run.FILE)) {
        Measurement.read(file).forEach(m -> measured.put(m.name(), m));
      }
    }
    modules.put(lesson, new Module(files, run, measured));
  }

  Map<String, Module> modules() {
    return modules;
  }

  Optional<Span> get(String lesson, String benchmark) {
    return Optional.ofNullable(modules.get(lesson))
        .map(module -> module.measured().get(benchmark))
        .map(Span::of);
  }

  /** What the run of a lesson's module was, if there was one. */
  Optional<Run> run(String lesson) {
    return Optional.ofNullable(modules.get(lesson)).flatMap(Module::run);
  }

  /** Which part of its updates was lost, if it counts them. */
  Optional<Double> lost(String lesson, String benchmark) {
    return Optional.ofNullable(modules.get(lesson))
        .map(module -> module.measured().get(benchmark))
        .flatMap(Measurement::lost);
  }

  /** The folder of a lesson's module, as Maven's {@code -pl} takes it. */
  String path(String lesson) {
    return kind + "/" + lesson;
  }

  /** Why there is no such measurement. */
  Missing whyMissing(String lesson, String benchmark) {
    Module module = modules.get(lesson);
    if (module == null || module.run().isEmpty()) {
      return new Missing(path(lesson) + " has no results", false);
    }
    String why = module.run().get().missing().getOrDefault(benchmark, "it is not in the results");
    return byHand(lesson, benchmark)
        .map(byHand -> new Missing("measured by hand: " + byHand.how(), true))
        .orElse(
            new Missing(
                why.replaceFirst("^" + Run.UNAVAILABLE, ""), why.startsWith(Run.UNAVAILABLE)));
  }

  /** How a benchmark is measured by hand, if it is. */
  Optional<BenchmarkByHand> byHand(String lesson, String benchmark) {
    return outline.of(lesson).byHand().stream()
        .filter(byHand -> byHand.benchmark().equals(benchmark))
        .findFirst();
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

  /** Whether a figure is of a run that was too noisy. A measurement by hand is another run. */
  boolean isTooNoisy(Figure figure) {
    return noisy().contains(figure.lesson())
        && byHand(figure.lesson(), figure.benchmark()).isEmpty();
  }

  /** The lessons whose run was too noisy. */
  Set<String> noisy() {
    Set<String> noisy = new TreeSet<>();
    modules.forEach(
        (lesson, module) -> {
          Map<String, Span> figures = new TreeMap<>();
          module.measured().forEach((name, measured) -> figures.put(name, Span.of(measured)));
          if (isNoisy(figures)) {
            noisy.add(lesson);
          }
        });
    return noisy;
  }

  /** Whether two measurements of the same code have no value in common. */
  static boolean isNoisy(Map<String, Span> figures) {
    Span one = figures.get("baseline");
    Span again = figures.get("baselineAgain");
    return one != null && again != null && one.isApartFrom(again);
  }
}
