package sharing.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import sharing.bench.Chart.Theme;
import sharing.bench.Chart.Unit;
import sharing.bench.LessonOutline.SpeedUp;
import sharing.bench.ReportSection.Quote;
import sharing.bench.ReportSection.Row;
import sharing.bench.Results.Missing;

/** The page of the report. It needs no other file and no network. */
final class ReportPage {
  private static final double BUSY = 0.1;

  private final ReportOutline outline;
  private final Results solutions;
  private final Results lessons;
  private final Map<String, List<String>> gaps = new TreeMap<>();
  private int charts;

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
        machine()
            + "<p>In a chart, a dot marks the median, and the line through it goes from the smallest"
            + " to the largest value measured.</p>\n"
            + body
            + speedUps()
            + targets());
  }

  private String machine() {
    List<Run> runs =
        solutions.modules().values().stream().flatMap(module -> module.run().stream()).toList();
    if (runs.isEmpty()) {
      return "<p class=gap>Nothing has been measured yet: <code>mvn verify -Pbench</code></p>\n";
    }
    StringBuilder html = new StringBuilder("<table class=facts>\n");
    row(html, "Cores", all(runs.stream().map(run -> Integer.toString(run.cores())).toList()));
    row(html, "JDK", all(runs.stream().map(Run::jdk).toList()));
    row(html, "System", all(runs.stream().map(Run::os).toList()));
    row(html, "Redis", all(runs.stream().map(Run::redis).filter(r -> !r.isEmpty()).toList()));
    row(html, "Day", all(runs.stream().map(Run::date).toList()));
    row(html, "Commit", all(runs.stream().map(Run::commit).toList()));
    row(html, "Iterations", all(runs.stream().map(run -> Bench.describe(run.length())).toList()));
    html.append("</table>\n");
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
    return html.toString();
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
    Unit unit = unit(section);
    Map<String, Span> figures = figures(section);
    section.rows().stream()
        .filter(row -> row.value(solutions).isEmpty())
        .forEach(row -> gap(section.title() + ", " + row.label(), row.whyMissing(solutions)));
    StringBuilder html = new StringBuilder("<section>\n");
    html.append("<h2>").append(Html.text(section.title())).append("</h2>\n");
    html.append("<p>").append(Html.text(section.see())).append("</p>\n");
    if (!figures.isEmpty()) {
      html.append(inBothThemes(theme -> Chart.of("", figures, unit, theme)));
    }
    html.append(table(section, unit));
    html.append(
        Html.forInstructors("<p><small>Measured again by " + commands(section) + "</small></p>\n"));
    return html.append("</section>").toString();
  }

  private static Unit unit(ReportSection section) {
    return section.isOfFractions() ? Unit.FRACTION : Unit.NANOS;
  }

  /** The figures in the chart of a section. A figure below the noise is left out. */
  private Map<String, Span> figures(ReportSection section) {
    Map<String, Span> figures = new LinkedHashMap<>();
    for (Row row : section.rows()) {
      row.value(solutions)
          .filter(span -> !span.isNoise())
          .ifPresent(span -> figures.put(row.labelIn(solutions), span));
    }
    return figures;
  }

  /** Writes the chart of the first section into a folder: one picture for each theme. */
  void writePictures(Path folder) throws IOException {
    if (outline.sections().isEmpty()) {
      return;
    }
    ReportSection section = outline.sections().get(0);
    Map<String, Span> figures = figures(section);
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

  private String inBothThemes(Function<Theme, Chart> chart) {
    StringBuilder html = new StringBuilder();
    for (Theme theme : Theme.values()) {
      charts++;
      html.append("<div class=").append(theme.name().toLowerCase(Locale.ROOT)).append(">");
      html.append(chart.apply(theme).svg("chart" + charts));
      html.append("</div>\n");
    }
    return html.toString();
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
    int cores =
        solutions.modules().values().stream()
            .flatMap(m -> m.run().stream())
            .mapToInt(Run::cores)
            .min()
            .orElseThrow();
    return "\n<section>\n<h2>More workers</h2>\n<p>Two workers on two cores come near the ideal; more"
        + " workers than cores gain nothing.</p>\n"
        + inBothThemes(theme -> Chart.ofSpeedUps(lines, cores, theme))
        + "</section>";
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
        .map(row -> row.figure().lesson())
        .distinct()
        .sorted()
        .map(lesson -> "<code>mvn verify -Pbench -pl " + solutions.path(lesson) + "</code>")
        .collect(Collectors.joining(", "));
  }

  private String table(ReportSection section, Unit unit) {
    boolean isQuoted = section.quotedBase() > 0;
    boolean hasStudents = section.rows().stream().anyMatch(row -> row.value(lessons).isPresent());
    StringBuilder html = new StringBuilder("<div class=wide><table>\n<tr><th>what<th>time");
    html.append(section.isOfFractions() ? "<th>of one thread" : "");
    html.append(hasStudents ? "<th>yours" : "");
    html.append(isQuoted ? "<th class=quoted>notebook, quoted<th class=quoted>of one thread" : "");
    html.append('\n');
    for (Row row : section.rows()) {
      html.append("<tr><td>").append(Html.text(row.labelIn(solutions)));
      Optional<Span> value = row.value(solutions);
      if (value.isEmpty()) {
        html.append("<td class=gap colspan=").append(section.isOfFractions() ? 2 : 1).append('>');
        html.append("not measured: ").append(Html.text(row.whyMissing(solutions).why()));
      } else {
        Span time = row.figure().of(solutions).get();
        html.append("<td>");
        html.append(
            time.isNoise()
                ? "less than " + Unit.NANOS.format(time.most())
                : Unit.NANOS.format(time.median()));
        if (section.isOfFractions()) {
          html.append("<td>").append(unit.format(value.get().median()));
        }
      }
      if (hasStudents) {
        html.append("<td>").append(row.value(lessons).map(s -> unit.format(s.median())).orElse(""));
      }
      if (isQuoted) {
        html.append(row.quote().map(quote -> quoted(quote, section)).orElse("<td><td>"));
      }
      html.append('\n');
    }
    return html.append("</table></div>\n").toString();
  }

  private static String quoted(Quote quote, ReportSection section) {
    String seconds = quote.seconds() + " s";
    String how = "<br><small>" + Html.text(quote.how()) + "</small>";
    if (!quote.struck().isEmpty()) {
      return "<td class=quoted><s>"
          + seconds
          + "</s>"
          + how
          + "<td class=quoted><small>void: "
          + Html.text(quote.struck())
          + "</small>";
    }
    return "<td class=quoted>"
        + seconds
        + how
        + "<td class=quoted>"
        + Unit.FRACTION.format(quote.seconds() / section.quotedBase());
  }
}
