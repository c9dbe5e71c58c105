package sharing.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.bench.Chart.Theme;
import sharing.bench.Chart.Unit;
import sharing.bench.LessonOutline.BenchmarkByHand;
import sharing.bench.LessonOutline.SpeedUp;
import sharing.bench.ReportSection.Quote;
import sharing.bench.ReportSection.Row;
import sharing.bench.Results.Missing;
import sharing.bench.RowChart.Dot;
import sharing.bench.RowChart.Line;

/** The page of the report. It needs no other file and no network. */
final class ReportPage {
  private static final double BUSY = 0.1;

  private final ReportOutline outline;
  private final Results solutions;
  private final Results lessons;
  private final Map<String, List<String>> gaps = new TreeMap<>();

  /**
   * @param outline what the page says
   * @param solutions what was measured in the solutions; it fills the page
   * @param lessons what was measured in a student's answers; a table has a column for them if there
   *     are any
   */
  ReportPage(ReportOutline outline, Results solutions, Results lessons) {
    this.outline = outline;
    this.solutions = solutions;
    this.lessons = lessons;
  }

  /** The gaps of the page, by the reason. */
  Map<String, List<String>> gaps() {
    return gaps;
  }

  String html() {
    String body = outline.sections().stream().map(this::section).collect(Collectors.joining("\n"));
    return Html.page(
        "Sharing data between threads and processes: what it costs",
        introduction() + body + speedUps() + targets() + machine());
  }

  private String introduction() {
    List<Run> runs = runs();
    if (runs.isEmpty()) {
      return "<p class=gap>Nothing has been measured yet: <code>mvn verify -Pbench</code></p>\n";
    }
    StringBuilder html = new StringBuilder();
    html.append("<p>Measured with JDK ")
        .append(Html.text(all(runs.stream().map(Run::jdk).toList())))
        .append(" on ")
        .append(all(runs.stream().map(run -> Integer.toString(run.cores())).toList()))
        .append(
            " cores; <a href=\"#machine\">more about the machine</a> is at the end. A dot marks")
        .append(" the median, and the line through it goes from the smallest to the largest value")
        .append(" measured. The tables in the lessons show the medians of the same run.</p>\n");
    warnings(html, runs);
    return html.toString();
  }

  private List<Run> runs() {
    return solutions.modules().values().stream().flatMap(module -> module.run().stream()).toList();
  }

  /** What makes the figures less reliable than they look. */
  private void warnings(StringBuilder html, List<Run> runs) {
    if (runs.stream().anyMatch(run -> run.cores() < 2)) {
      html.append("<p class=gap>One core only: two workers cannot be faster than one here.</p>\n");
    }
    String busy =
        runs.stream()
            .filter(run -> run.busy() > BUSY)
            .map(run -> run.module() + " (" + Math.round(run.busy() * 100) + " %)")
            .collect(Collectors.joining(", "));
    if (!busy.isEmpty()) {
      html.append("<p class=gap>The cores were busy with something else before these runs: ")
          .append(Html.text(busy))
          .append(".</p>\n");
    }
    String noisy = String.join(", ", solutions.noisy());
    if (!noisy.isEmpty()) {
      html.append("<p class=gap>Too noisy: in the runs of ")
          .append(Html.text(noisy))
          .append(", two measurements of the same code have no value in common. The charts leave")
          .append(" their figures out.</p>\n");
    }
  }

  private String machine() {
    List<Run> runs = runs();
    if (runs.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("\n<section id=machine>\n<h2>The machine</h2>\n");
    html.append("<table class=facts>\n");
    row(html, "Cores", all(runs.stream().map(run -> Integer.toString(run.cores())).toList()));
    row(html, "JDK", all(runs.stream().map(Run::jdk).toList()));
    row(html, "System", all(runs.stream().map(Run::os).toList()));
    row(html, "Redis", all(runs.stream().map(Run::redis).filter(r -> !r.isEmpty()).toList()));
    row(html, "Day", all(runs.stream().map(Run::date).toList()));
    row(html, "Commit", all(runs.stream().map(Run::commit).toList()));
    row(html, "Iterations", all(runs.stream().map(run -> Bench.describe(run.length())).toList()));
    return html.append("</table>\n</section>").toString();
  }

  private static String all(List<String> values) {
    return String.join("; ", new TreeSet<>(values));
  }

  private static void row(StringBuilder html, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    html.append("<tr><td>").append(name).append("<td>").append(Html.text(value)).append('\n');
  }

  private String section(ReportSection section) {
    section.rows().stream()
        .filter(row -> row.value(solutions).isEmpty())
        .forEach(row -> gap(section.title() + ", " + row.label(), row.whyMissing(solutions)));
    StringBuilder html = new StringBuilder("<section>\n");
    html.append("<h2>").append(Html.text(section.title())).append("</h2>\n");
    html.append("<p>").append(Html.text(section.see())).append("</p>\n");
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows(section)
        .forEach(row -> groups.computeIfAbsent(row.group(), g -> new ArrayList<>()).add(row));
    Axis axis = axis(section);
    groups.forEach(
        (group, rows) -> {
          html.append(group.isEmpty() ? "" : "<h3>" + Html.text(group) + "</h3>\n");
          OptionalDouble line =
              section.isOfFractions() ? OptionalDouble.of(1) : OptionalDouble.empty();
          html.append(
              new RowChart(axis, unit(section)::tick, line)
                  .html(rows.stream().map(row -> line(row, section)).toList()));
        });
    html.append(
        Html.forInstructors("<p><small>Measured again by " + commands(section) + "</small></p>\n"));
    return html.append("</section>").toString();
  }

  /** One axis for all charts of a section, so that they can be compared. */
  private Axis axis(ReportSection section) {
    List<Span> spans = new ArrayList<>(figures(section).values());
    if (section.isOfFractions()) {
      spans.add(new Span(1, 1, 1));
    }
    return Axis.of(spans.isEmpty() ? List.of(new Span(1, 1, 1)) : spans);
  }

  private List<Row> rows(ReportSection section) {
    if (!section.isSorted()) {
      return section.rows();
    }
    return section.rows().stream()
        .sorted(
            Comparator.comparingDouble(
                row -> row.value(solutions).map(Span::median).orElse(Double.MAX_VALUE)))
        .toList();
  }

  private Line line(Row row, ReportSection section) {
    Unit unit = unit(section);
    List<Dot> dots = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Optional<Span> value = shown(row);
    if (row.value(solutions).isEmpty()) {
      String why = Html.text(row.whyMissing(solutions).why());
      notes.add("<span class=gap>not measured: " + why + "</span>");
    } else if (value.isEmpty()) {
      notes.add("<span class=gap>left out: this run was too noisy</span>");
    } else if (value.get().isNoise()) {
      notes.add("less than " + unit.format(value.get().most()) + ", which is lost in the noise");
    } else {
      String time =
          section.isOfFractions()
              ? " (" + Unit.NANOS.format(row.figure().of(solutions).orElseThrow().median()) + ")"
              : "";
      dots.add(new Dot(value.get(), unit.format(value.get().median()) + time, ""));
    }
    row.value(lessons)
        .ifPresent(
            yours -> {
              if (!yours.isNoise()) {
                dots.add(new Dot(yours, "", "yours"));
              }
              notes.add("yours: " + unit.format(yours.median()));
            });
    row.quote().ifPresent(quote -> notes.add(quoted(quote, section)));
    return new Line(row.labelIn(solutions), dots, String.join("<br>", notes));
  }

  /** The value of a row, unless the run in which it was measured is too noisy. */
  private Optional<Span> shown(Row row) {
    return row.value(solutions).filter(value -> !solutions.isTooNoisy(row.figure()));
  }

  private static Unit unit(ReportSection section) {
    return section.isOfFractions() ? Unit.FRACTION : Unit.NANOS;
  }

  /** The figures in the chart of a section. A figure below the noise is left out. */
  private Map<String, Span> figures(ReportSection section) {
    Map<String, Span> figures = new LinkedHashMap<>();
    for (Row row : rows(section)) {
      shown(row)
          .filter(span -> !span.isNoise())
          .ifPresent(
              span ->
                  figures.put(
                      (row.group().isEmpty() ? "" : row.group() + ": ") + row.labelIn(solutions),
                      span));
    }
    return figures;
  }

  /** Writes the chart of the first section into a folder: one picture for each theme. */
  void writePictures(Path folder) throws IOException {
    if (outline.sections().isEmpty()) {
      return;
    }
    ReportSection section = outline.sections().get(0);
    Map<String, Span> figures = new LinkedHashMap<>();
    figures(section)
        .forEach(
            (label, span) -> figures.put(label + ": " + unit(section).format(span.median()), span));
    if (figures.isEmpty()) {
      return;
    }
    for (Theme theme : Theme.values()) {
      String name = "picture-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
      Chart.of(section.title(), figures, unit(section), theme).writePng(folder.resolve(name));
    }
  }

  private void gap(String what, Missing missing) {
    if (!missing.isAllowed()) {
      gaps.computeIfAbsent(missing.why(), w -> new ArrayList<>()).add(what);
    }
  }

  private String speedUps() {
    Map<String, SortedMap<Integer, Span>> lines = new LinkedHashMap<>();
    for (SpeedUp speedUp : outline.speedUps()) {
      SortedMap<Integer, Span> line = new TreeMap<>();
      Optional<Span> one = speedUp.with(1).of(solutions);
      for (int n : speedUp.workers()) {
        Optional<Span> several = speedUp.with(n).of(solutions);
        one.flatMap(o -> several.map(s -> s.speedUp(o.median())))
            .ifPresentOrElse(
                span -> line.put(n, span),
                () ->
                    gap(
                        "speed-up, " + speedUp.label(),
                        (one.isEmpty() ? speedUp.with(1) : speedUp.with(n)).whyMissing(solutions)));
      }
      if (!line.isEmpty()) {
        lines.put(speedUp.label(), line);
      }
    }
    if (lines.isEmpty()) {
      return "";
    }
    int cores = runs().stream().mapToInt(Run::cores).min().orElseThrow();
    List<Span> spans = lines.values().stream().flatMap(line -> line.values().stream()).toList();
    Axis axis =
        Axis.of(Stream.concat(spans.stream(), Stream.of(new Span(cores, cores, cores))).toList());
    StringBuilder html = new StringBuilder("\n<section>\n<h2>More workers</h2>\n");
    html.append("<p>Two workers on two cores come near twice the speed of one. More workers than")
        .append(" cores gain nothing. The dashed line is at the number of cores, ")
        .append(cores)
        .append(".</p>\n");
    lines.forEach(
        (label, line) -> {
          html.append("<h3>").append(Html.text(label)).append("</h3>\n");
          html.append(
              new RowChart(axis, Unit.FRACTION::tick, OptionalDouble.of(cores))
                  .html(
                      line.entrySet().stream()
                          .map(
                              workers ->
                                  new Line(
                                      workers(workers.getKey()), speedUp(workers.getValue()), ""))
                          .toList()));
        });
    return html.append("</section>").toString();
  }

  private static List<Dot> speedUp(Span span) {
    return List.of(new Dot(span, times(span.median()), ""));
  }

  private static String workers(int count) {
    return count == 1 ? "1 worker" : count + " workers";
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, "%.2f times", factor);
  }

  private String targets() {
    StringBuilder html = new StringBuilder("\n<section>\n<h2>Performance targets</h2>\n");
    html.append(
        "<p>A target limits the ratio of two measurements of one run. Other work on the machine makes"
            + " an iteration slower, never faster, so the fastest iterations decide, not the"
            + " medians.</p>\n");
    html.append("<div class=wide><table>\n");
    html.append("<tr><th>ratio<th>of medians<th>of fastest<th>target<th>result\n");
    for (PerformanceTarget target : outline.targets()) {
      Optional<Double> ratio = target.ratioOfFastest(solutions);
      boolean isMet = ratio.filter(target::isMet).isPresent();
      html.append("<tr><td>").append(Html.text(target.what()));
      if (ratio.isEmpty()) {
        Missing missing = target.whyMissing(solutions);
        gap("performance target, " + target.what(), missing);
        html.append("<br><small class=gap>not measured: ").append(Html.text(missing.why()));
        html.append("</small>");
      } else if (!isMet && !target.whyMissed().isEmpty()) {
        html.append("<br><small>").append(Html.text(target.whyMissed())).append("</small>");
      }
      html.append("<td>").append(format(target.ratioOfMedians(solutions)));
      html.append("<td>").append(format(ratio));
      html.append("<td>").append(target.describe());
      html.append(isMet ? "<td>met" : "<td class=gap>" + (ratio.isEmpty() ? "" : "not met"));
      html.append('\n');
    }
    html.append("</table></div>\n");
    String noise =
        solutions.noise().entrySet().stream()
            .map(lesson -> Bench.percent(lesson.getValue()) + " in " + lesson.getKey())
            .collect(Collectors.joining(", "));
    if (!noise.isEmpty()) {
      html.append("<p><small>Noise: the same code, measured twice in one run, differs by ")
          .append(noise)
          .append(".</small></p>\n");
    }
    return html.append("</section>").toString();
  }

  private static String format(Optional<Double> ratio) {
    return ratio.map(r -> String.format(Locale.ROOT, r < 10 ? "%.3f" : "%.0f", r)).orElse("");
  }

  private String commands(ReportSection section) {
    return section.rows().stream()
        .map(Row::figure)
        .map(
            figure ->
                solutions
                    .byHand(figure.lesson(), figure.benchmark())
                    .map(BenchmarkByHand::how)
                    .orElse("mvn verify -Pbench -pl " + solutions.path(figure.lesson())))
        .distinct()
        .sorted()
        .map(command -> "<code>" + Html.text(command) + "</code>")
        .collect(Collectors.joining(", "));
  }

  private static String quoted(Quote quote, ReportSection section) {
    String figure = quote.seconds() + " s with " + Html.text(quote.how());
    double fraction = quote.seconds() / section.quotedBase();
    return quote.struck().isEmpty()
        ? "The notebook says "
            + figure
            + (fraction == 1 ? "." : ": " + Unit.FRACTION.format(fraction) + " of its one thread.")
        : "The notebook says <s>"
            + figure
            + "</s>. This is void: "
            + Html.text(quote.struck())
            + ".";
  }
}
