package sharing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import sharing.bench.LessonOutline.AddedRow;
import sharing.bench.LessonOutline.SpeedUp;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Row;

/**
 * The content of the report, in order, as the lessons' {@value LessonOutline#FILE} files define it.
 *
 * @param sections the sections, each with the rows of all lessons
 * @param speedUps the lines in the chart of speed-ups
 * @param targets the ratios that the solutions must reach
 * @param lessons what each lesson says, by the name of its folder
 */
record ReportOutline(
    List<ReportSection> sections,
    List<SpeedUp> speedUps,
    List<PerformanceTarget> targets,
    Map<String, LessonOutline> lessons) {

  /**
   * Reads the file of each lesson that has one.
   *
   * @param root the folder of the repository
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a file is wrong, or two of them do not fit together; the
   *     message names the file, the place in it, and what is wrong
   */
  static ReportOutline read(Path root) throws IOException {
    Map<String, LessonOutline> lessons = new TreeMap<>();
    try (Stream<Path> folders = Files.list(root.resolve("lessons"))) {
      for (Path folder :
          folders.filter(f -> Files.exists(f.resolve(LessonOutline.FILE))).toList()) {
        String lesson = folder.getFileName().toString();
        lessons.put(lesson, LessonOutline.read(root, lesson));
      }
    }
    Map<String, ReportSection> sections = new LinkedHashMap<>();
    for (ReportSection section : ordered(lessons, LessonOutline::sections, ReportSection::order)) {
      ReportSection other = sections.putIfAbsent(section.title(), section);
      if (other != null) {
        throw new IllegalArgumentException(
            section.place() + ": " + LessonOutline.fileOf(other.lesson()) + " has this title, too");
      }
    }
    for (LessonOutline lesson : lessons.values()) {
      for (AddedRow added : lesson.addedRows()) {
        ReportSection section = sections.get(added.section());
        if (section == null) {
          throw new IllegalArgumentException(
              String.format(
                  "%s, row \"%s\": no lesson has a section \"%s\"; there are \"%s\"",
                  LessonOutline.fileOf(lesson.lesson()),
                  added.row().label(),
                  added.section(),
                  String.join("\", \"", sections.keySet())));
        }
        sections.put(section.title(), section.with(added.row()));
      }
    }
    return new ReportOutline(
        sections.values().stream().map(ReportOutline::complete).toList(),
        ordered(lessons, LessonOutline::speedUps, SpeedUp::order),
        ordered(lessons, LessonOutline::targets, PerformanceTarget::order),
        lessons);
  }

  /** The outline of a lesson; an empty one if the lesson has none. */
  LessonOutline of(String lesson) {
    return lessons.getOrDefault(lesson, LessonOutline.empty(lesson));
  }

  /** The entries of all lessons of one kind, sorted by their order and then by lesson. */
  private static <T> List<T> ordered(
      Map<String, LessonOutline> lessons,
      Function<LessonOutline, List<T>> of,
      ToIntFunction<T> order) {
    return lessons.values().stream()
        .flatMap(lesson -> of.apply(lesson).stream())
        .sorted(Comparator.comparingInt(order))
        .toList();
  }

  /** The section with its rows in order, each with its baseline. */
  private static ReportSection complete(ReportSection section) {
    List<Row> rows = new ArrayList<>();
    section.rows().stream()
        .sorted(Comparator.comparingInt(Row::order))
        .forEach(
            row ->
                rows.add(
                    section
                        .baseline()
                        .filter(b -> row.base().isEmpty())
                        .map(row::per)
                        .orElse(row)));
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(section.place() + ": no row");
    }
    boolean isOfFractions = rows.stream().anyMatch(row -> row.base().isPresent());
    Set<String> labels = new HashSet<>();
    Map<String, Optional<Figure>> bases = new HashMap<>();
    for (Row row : rows) {
      String place =
          String.format(
              "%s, section \"%s\", row \"%s\": ",
              LessonOutline.fileOf(row.figure().lesson()), section.title(), row.label());
      if (!labels.add(row.group() + ": " + row.label())) {
        throw new IllegalArgumentException(place + "another row of its group has this label");
      }
      if (isOfFractions && row.base().isEmpty()) {
        throw new IllegalArgumentException(place + "no baseline, but other rows have one");
      }
      if (!bases.computeIfAbsent(row.group(), group -> row.base()).equals(row.base())) {
        throw new IllegalArgumentException(
            place + "another row of its group has another baseline, and a chart has only one");
      }
      if (row.quote().isPresent() && section.quotedBase() == 0) {
        throw new IllegalArgumentException(
            place + "\"notebook\" needs a \"notebookBaseline\" of the section");
      }
    }
    return section.with(rows);
  }
}
