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
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Quote;
import sharing.bench.ReportSection.Row;
import sharing.bench.Chart.Theme;
import sharing.bench.Chart.Unit;

/** The page of the report. It needs no other file and no network. */
final class ReportPage {
  private static final double BUSY = 0.1;

  private final Results solutions;
  private final Results lessons;
  private final Map<String, List<String>> gaps = new TreeMap<>();
  private int charts;

  ReportPage(Results solutions, Results lessons) {
    this.solutions = solutions;
    this.lessons = lessons;
  }

  /** What is missing on the page, by the reason. */
  Map<String, List<String>> gaps() {
    return gaps;
  }

  String html(List<ReportSection> chapters) {
    String body = chapters.stream().map(this::chapter).collect(Collectors.joining("\n"));
    return Html.page(
        "Sharing data between threads and processes: what it costs",
        machine()
            + "<p>In a chart, a dot is the median, and its line goes from the least to the most that"
            + " was seen.</p>\n"
            + body
            + speedUps()
            + debts());
  }

  private String machine() {
    List<Run> runs =
        solutions.modules().values().stream().flatMap(module -> module.run().stream()).toList();
    if (runs.isEmpty()) {
      return "<p class=gap>Nothing was measured yet: <code>mvn verify -Pbench</code></p>\n";
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

  private String chapter(ReportSection chapter) {
    Unit unit = unit(chapter);
    Map<String, Span> figures = figures(chapter);
    chapter.rows().stream()
        .filter(row -> row.value(solutions).isEmpty())
        .forEach(row -> gap(chapter.title() + ", " + row.label(), row.whyMissing(solutions)));
    StringBuilder html = new StringBuilder("<section>\n");
    html.append("<h2>").append(Html.text(chapter.title())).append("</h2>\n");
    html.append("<p>").append(Html.text(chapter.see())).append("</p>\n");
    if (!figures.isEmpty()) {
      html.append(inBothThemes(theme -> Chart.of("", figures, unit, theme)));
    }
    html.append(table(chapter, unit));
    html.append("<p><small>Measured again by ").append(commands(chapter)).append("</small></p>\n");
    return html.append("</section>").toString();
  }

  private static Unit unit(ReportSection chapter) {
    return chapter.isOfFractions() ? Unit.FRACTION : Unit.NANOS;
  }

  /** What the chart of a chapter shows. What is lost in the noise has no place. */
  private Map<String, Span> figures(ReportSection chapter) {
    Map<String, Span> figures = new LinkedHashMap<>();
    for (Row row : chapter.rows()) {
      row.value(solutions)
          .filter(span -> !span.isNoise())
          .ifPresent(span -> figures.put(row.labelIn(solutions), span));
    }
    return figures;
  }

  /** Writes the chart of a chapter, for who shows it elsewhere: one picture for each theme. */
  void writePictures(ReportSection chapter, Path folder) throws IOException {
    Map<String, Span> figures = figures(chapter);
    if (figures.isEmpty()) {
      return;
    }
    for (Theme theme : Theme.values()) {
      String name = "picture-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
      Chart.of(chapter.title(), figures, unit(chapter), theme).writePng(folder.resolve(name));
    }
  }

  private void gap(String what, String why) {
    if (!Results.mayBeMissing(why)) {
      gaps.computeIfAbsent(why, w -> new ArrayList<>()).add(what);
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
    Map<String, Function<Integer, Figure>> searches = new LinkedHashMap<>();
    searches.put(
        "equal ranges below a million", n -> Figure.of("03-ranges", "equalParts, workers " + n));
    searches.put(
        "64 ranges below a million", n -> Figure.of("03-ranges", "balancedChunks, workers " + n));
    searches.put("one prime", n -> Figure.of("04-flags", "search, checkEvery 1000, workers " + n));
    searches.forEach(
        (name, figure) -> {
          Optional<Span> one = figure.apply(1).of(solutions);
          SortedMap<Integer, Span> line = new TreeMap<>();
          for (int n : new int[] {1, 2, 4}) {
            Optional<Span> several = figure.apply(n).of(solutions);
            one.flatMap(o -> several.map(s -> s.speedUp(o.median())))
                .ifPresentOrElse(
                    span -> line.put(n, span),
                    () -> gap("speed-up, " + name, figure.apply(n).whyMissing(solutions)));
          }
          if (!line.isEmpty()) {
            lines.put(name, line);
          }
        });
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

  private String debts() {
    StringBuilder html = new StringBuilder("\n<section>\n<h2>What the solutions owe</h2>\n");
    html.append(
        "<p>Ratios of one run. What else a machine does makes an iteration slower, and never faster:"
            + " so the fastest iterations decide, and not the medians.</p>\n");
    html.append("<div class=wide><table>\n");
    html.append("<tr><th>what<th>of medians<th>of fastest<th>owed<th>\n");
    for (PerformanceTarget debt : PerformanceTarget.all()) {
      Optional<Double> ratio = debt.ratioOfFastest(solutions);
      boolean isMet = ratio.filter(debt::isMet).isPresent();
      html.append("<tr><td>").append(Html.text(debt.what()));
      if (ratio.isEmpty()) {
        String why = debt.whyMissing(solutions);
        gap("what is owed, " + debt.what(), why);
        html.append("<br><small class=gap>not measured: ").append(Html.text(why));
        html.append("</small>");
      } else if (!isMet && !debt.why().isEmpty()) {
        html.append("<br><small>").append(Html.text(debt.why())).append("</small>");
      }
      html.append("<td>").append(format(debt.ratioOfMedians(solutions)));
      html.append("<td>").append(format(ratio));
      html.append("<td>").append(debt.owed());
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

  private static String commands(ReportSection chapter) {
    return chapter.rows().stream()
        .map(row -> row.figure().lesson())
        .distinct()
        .sorted()
        .map(lesson -> "<code>mvn verify -Pbench -pl solutions/" + lesson + "</code>")
        .collect(Collectors.joining(", "));
  }

  private String table(ReportSection chapter, Unit unit) {
    boolean isQuoted = chapter.quotedBase() > 0;
    boolean hasStudents = chapter.rows().stream().anyMatch(row -> row.value(lessons).isPresent());
    StringBuilder html = new StringBuilder("<div class=wide><table>\n<tr><th>what<th>time");
    html.append(chapter.isOfFractions() ? "<th>of one thread" : "");
    html.append(hasStudents ? "<th>yours" : "");
    html.append(isQuoted ? "<th class=quoted>notebook, quoted<th class=quoted>of one thread" : "");
    html.append('\n');
    for (Row row : chapter.rows()) {
      html.append("<tr><td>").append(Html.text(row.labelIn(solutions)));
      Optional<Span> value = row.value(solutions);
      if (value.isEmpty()) {
        html.append("<td class=gap colspan=").append(chapter.isOfFractions() ? 2 : 1).append('>');
        html.append("not measured: ").append(Html.text(row.whyMissing(solutions)));
      } else {
        Span time = row.figure().of(solutions).get();
        html.append("<td>");
        html.append(
            time.isNoise()
                ? "less than " + Unit.NANOS.format(time.most())
                : Unit.NANOS.format(time.median()));
        if (chapter.isOfFractions()) {
          html.append("<td>").append(unit.format(value.get().median()));
        }
      }
      if (hasStudents) {
        html.append("<td>").append(row.value(lessons).map(s -> unit.format(s.median())).orElse(""));
      }
      if (isQuoted) {
        html.append(row.quote().map(quote -> quoted(quote, chapter)).orElse("<td><td>"));
      }
      html.append('\n');
    }
    return html.append("</table></div>\n").toString();
  }

  private static String quoted(Quote quote, ReportSection chapter) {
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
        + Unit.FRACTION.format(quote.seconds() / chapter.quotedBase());
  }
}
