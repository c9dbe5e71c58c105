package sharing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sharing.bench.FigureTable.Line;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Quote;
import sharing.bench.ReportSection.Row;

/**
 * The content of the report about one lesson, read from {@code lessons/NN-slug/report.json}. All
 * its figures are the lesson's own measurements.
 *
 * @param lesson the name of the lesson's folder
 * @param sections the sections that the lesson defines, with its own rows
 * @param addedRows its rows in sections of other lessons
 * @param targets the ratios that its solution must reach
 * @param speedUps its lines in the chart of speed-ups
 * @param tables the tables in its README
 * @param claims sentences in its README that its results must bear out
 * @param byHand its benchmarks that no build measures
 */
record LessonOutline(
    String lesson,
    List<ReportSection> sections,
    List<AddedRow> addedRows,
    List<PerformanceTarget> targets,
    List<SpeedUp> speedUps,
    List<FigureTable> tables,
    List<Claim> claims,
    List<BenchmarkByHand> byHand) {

  /** Its path in the lesson's folder. */
  static final String FILE = "report.json";

  private static final String WORKERS = "{workers}";

  /**
   * A row in a section of another lesson.
   *
   * @param section the title of the section
   */
  record AddedRow(String section, Row row) {}

  /**
   * One line in the chart of speed-ups.
   *
   * @param order its place among the lines of all lessons: the least comes first
   * @param benchmark the name of the measurement, with {@value #WORKERS} for the number of workers
   * @param workers the numbers of workers, ascending from 1
   */
  record SpeedUp(String label, int order, String lesson, String benchmark, List<Integer> workers) {
    Figure with(int n) {
      return Figure.of(lesson, benchmark.replace(WORKERS, Integer.toString(n)));
    }
  }

  /**
   * A benchmark that is measured by hand, so it may be missing.
   *
   * @param benchmark its name
   * @param how what measures it: a page or a script, by its path in the repository
   * @param file the file in {@code target/bench} that holds it, in JMH's form
   */
  record BenchmarkByHand(String benchmark, String how, String file) {}

  /**
   * The outline of a lesson; an empty one if the lesson has no such file.
   *
   * @param root the folder of the repository
   * @param lesson the name of the lesson's folder
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds something else; the message names the file, the
   *     place in it, and what is wrong
   */
  static LessonOutline read(Path root, String lesson) throws IOException {
    Path file = root.resolve(Path.of("lessons", lesson, FILE));
    if (!Files.exists(file)) {
      return empty(lesson);
    }
    JsonFields all = JsonFields.read(file, fileOf(lesson));
    LessonOutline outline =
        new LessonOutline(
            lesson,
            all.objects("sections", "section", "title").stream()
                .map(fields -> section(fields, lesson))
                .toList(),
            all.objects("addedRows", "row", "label").stream()
                .map(fields -> new AddedRow(fields.text("section"), row(fields, lesson)))
                .toList(),
            all.objects("targets", "target", "what").stream()
                .map(fields -> target(fields, lesson))
                .toList(),
            all.objects("speedUps", "speed-up", "label").stream()
                .map(fields -> speedUp(fields, lesson))
                .toList(),
            all.objects("tables", "table", "name").stream()
                .map(fields -> table(fields, lesson))
                .toList(),
            all.objects("claims", "claim", "says").stream()
                .map(fields -> claim(fields, lesson))
                .toList(),
            all.objects("byHand", "benchmark", "benchmark").stream()
                .map(LessonOutline::byHand)
                .toList());
    all.end();
    return outline;
  }

  /** The outline of a lesson that the report does not show. */
  static LessonOutline empty(String lesson) {
    return new LessonOutline(
        lesson, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** How errors name the file of a lesson. */
  static String fileOf(String lesson) {
    return "lessons/" + lesson + "/" + FILE;
  }

  private static ReportSection section(JsonFields fields, String lesson) {
    List<Row> rows = new ArrayList<>();
    fields.objects("rows", "row", "label").forEach(row -> rows.add(row(row, lesson)));
    ReportSection section =
        new ReportSection(
            fields.text("title"),
            fields.integer("order"),
            lesson,
            fields.text("see"),
            rows,
            fields.flag("sorted"),
            fields.optionalText("baseline").map(name -> Figure.of(lesson, name)),
            fields.optionalNumber("notebookBaseline").orElse(0));
    fields.end();
    return section;
  }

  private static Row row(JsonFields fields, String lesson) {
    String benchmark = fields.text("benchmark");
    Optional<String> minus = fields.optionalText("minus");
    int times = fields.optionalInteger("dividedBy").orElse(1);
    Row row =
        new Row(
            fields.text("label"),
            fields.optionalText("group").orElse(""),
            fields.optionalInteger("order").orElse(0),
            new Figure(lesson, benchmark, minus.orElse(""), times),
            fields.optionalText("baseline").map(name -> Figure.of(lesson, name)),
            fields.object("notebook").map(LessonOutline::quote));
    fields.end();
    return row;
  }

  private static Quote quote(JsonFields fields) {
    Quote quote =
        new Quote(
            fields.number("seconds"),
            fields.text("how"),
            fields.optionalText("voidBecause").orElse(""));
    fields.end();
    return quote;
  }

  private static PerformanceTarget target(JsonFields fields, String lesson) {
    var atLeast = fields.optionalNumber("atLeast");
    var atMost = fields.optionalNumber("atMost");
    if (atLeast.isPresent() == atMost.isPresent()) {
      throw fields.error("expected one of \"atLeast\" and \"atMost\"");
    }
    PerformanceTarget target =
        new PerformanceTarget(
            lesson.replaceFirst("-.*", "") + ": " + fields.text("what"),
            fields.integer("order"),
            Figure.of(lesson, fields.text("numerator")),
            Figure.of(lesson, fields.text("denominator")),
            atLeast.isPresent(),
            atLeast.orElseGet(atMost::getAsDouble),
            fields.optionalText("whyMissed").orElse(""));
    fields.end();
    return target;
  }

  private static SpeedUp speedUp(JsonFields fields, String lesson) {
    SpeedUp speedUp =
        new SpeedUp(
            fields.text("label"),
            fields.integer("order"),
            lesson,
            fields.text("benchmark"),
            fields.integers("workers"));
    if (!speedUp.benchmark().contains(WORKERS)) {
      throw fields.error("\"benchmark\" must contain " + WORKERS);
    }
    List<Integer> workers = speedUp.workers();
    if (workers.isEmpty()
        || workers.get(0) != 1
        || !workers.equals(workers.stream().distinct().sorted().toList())) {
      throw fields.error("\"workers\" must ascend from 1, but is " + workers);
    }
    fields.end();
    return speedUp;
  }

  private static FigureTable table(JsonFields fields, String lesson) {
    FigureTable table =
        new FigureTable(
            fields.text("name"),
            fields.optionalText("corner").orElse(""),
            fields.texts("columns"),
            fields.optionalText("baseline").map(name -> Figure.of(lesson, name)),
            fields.objects("rows", "row", "label").stream().map(row -> line(row, lesson)).toList());
    for (Line row : table.rows()) {
      if (row.cells().size() != table.columns().size()) {
        throw fields.error(
            String.format(
                "row \"%s\" has %d benchmarks for %d columns",
                row.label(), row.cells().size(), table.columns().size()));
      }
    }
    fields.end();
    return table;
  }

  private static Line line(JsonFields fields, String lesson) {
    String minus = fields.optionalText("minus").orElse("");
    int times = fields.optionalInteger("dividedBy").orElse(1);
    Line line =
        new Line(
            fields.text("label"),
            fields.texts("benchmarks").stream()
                .map(name -> Optional.of(name).filter(n -> !n.isEmpty()))
                .map(name -> name.map(n -> new Figure(lesson, n, minus, times)))
                .toList());
    fields.end();
    return line;
  }

  private static Claim claim(JsonFields fields, String lesson) {
    Claim claim =
        new Claim(
            fields.text("says"),
            Figure.of(lesson, fields.text("numerator")),
            Figure.of(lesson, fields.text("denominator")),
            fields.optionalNumber("atLeast"),
            fields.optionalNumber("atMost"));
    if (claim.atLeast().isEmpty() && claim.atMost().isEmpty()) {
      throw fields.error("expected \"atLeast\", \"atMost\" or both");
    }
    fields.end();
    return claim;
  }

  private static BenchmarkByHand byHand(JsonFields fields) {
    BenchmarkByHand byHand =
        new BenchmarkByHand(fields.text("benchmark"), fields.text("how"), fields.text("file"));
    Set<String> taken = Set.of(Bench.RESULTS, Run.FILE);
    if (taken.contains(byHand.file()) || !byHand.file().matches("[\\w.-]+\\.json")) {
      throw fields.error(
          "\"file\" must be the name of another file than "
              + Bench.RESULTS
              + " and "
              + Run.FILE
              + " that ends in .json, but is \""
              + byHand.file()
              + "\"");
    }
    fields.end();
    return byHand;
  }
}
