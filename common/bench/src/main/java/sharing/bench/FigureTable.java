package sharing.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sharing.bench.Chart.Unit;
import sharing.bench.ReportSection.Figure;

/**
 * A table of figures in the README of a lesson.
 *
 * @param name its name in the markers around it
 * @param corner what the labels of the rows are
 * @param columns what the figures below each of them are
 * @param baseline what the figures are multiples of; empty if they are times
 * @param rows the rows, in order
 */
record FigureTable(
    String name, String corner, List<String> columns, Optional<Figure> baseline, List<Line> rows) {
  private static final String NOTHING = "–";

  /**
   * One row.
   *
   * @param label what was measured
   * @param cells a figure for each column, or nothing where the cell is empty
   */
  record Line(String label, List<Optional<Figure>> cells) {}

  /** The table as Markdown, with the medians of these results, and why any of them are missing. */
  String markdown(Results results) {
    Set<String> gaps = new TreeSet<>();
    StringBuilder rest = new StringBuilder();
    row(rest, corner, columns);
    rest.append("|---".repeat(1 + columns.size())).append("|\n");
    for (Line line : rows) {
      row(rest, line.label(), line.cells().stream().map(c -> cell(c, results, gaps)).toList());
    }
    List<String> about = new ArrayList<>();
    machine(results).ifPresent(about::add);
    baseline
        .flatMap(base -> figure(base, results, new TreeSet<>()))
        .ifPresent(
            base ->
                about.add(
                    String.format(
                        "multiples of the %s of `%s`",
                        Unit.NANOS.format(base.median()), baseline.orElseThrow().benchmark())));
    StringBuilder table = new StringBuilder();
    if (!about.isEmpty()) {
      table.append(String.join(", ", about)).append(":\n\n");
    }
    table.append(rest);
    if (!gaps.isEmpty()) {
      table.append("\nA figure is missing (").append(NOTHING).append("): ");
      table.append(String.join("; ", gaps)).append(".\n");
    }
    return table.toString();
  }

  /** On how many cores and with which JDK the figures were measured, if there is one run of all. */
  private Optional<String> machine(Results results) {
    List<String> machines =
        figures().stream()
            .flatMap(figure -> results.run(figure.lesson()).stream())
            .map(run -> String.format("On %d cores with JDK %d", run.cores(), run.jdkFeature()))
            .distinct()
            .toList();
    return machines.size() == 1 ? Optional.of(machines.get(0)) : Optional.empty();
  }

  private static void row(StringBuilder table, String label, List<String> cells) {
    table.append("| ").append(label);
    cells.forEach(cell -> table.append(" | ").append(cell));
    table.append(" |\n");
  }

  private String cell(Optional<Figure> figure, Results results, Set<String> gaps) {
    if (figure.isEmpty()) {
      return "";
    }
    Optional<Span> span = figure(figure.get(), results, gaps);
    Unit unit = baseline.isPresent() ? Unit.FRACTION : Unit.NANOS;
    if (baseline.isPresent()) {
      Optional<Span> base = figure(baseline.get(), results, gaps);
      span = span.flatMap(s -> base.map(b -> s.times(1 / b.median())));
    }
    return span.map(
            s -> s.isNoise() ? "less than " + unit.format(s.most()) : unit.format(s.median()))
        .orElse(NOTHING);
  }

  /** The figure, unless it is missing or its run was too noisy: then there is a gap. */
  private static Optional<Span> figure(Figure figure, Results results, Set<String> gaps) {
    Optional<Span> span = figure.of(results);
    if (span.isEmpty()) {
      gaps.add(figure.whyMissing(results).why());
    } else if (results.isTooNoisy(figure)) {
      gaps.add("the run was too noisy");
      return Optional.empty();
    }
    return span;
  }

  /** All figures of the table. */
  List<Figure> figures() {
    return Stream.concat(
            baseline.stream(),
            rows.stream().flatMap(row -> row.cells().stream()).flatMap(Optional::stream))
        .toList();
  }
}
