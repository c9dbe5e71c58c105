package sharing.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sharing.bench.Results.Missing;

/**
 * One chart of the report, with what belongs to it.
 *
 * @param title what it is about; no other section has the same title
 * @param order its place among the sections of all lessons: the least comes first
 * @param lesson the lesson that defines it
 * @param see the one sentence that says what to see
 * @param rows what it shows, in this order
 * @param isSorted whether its rows are in the order of their figures, and not of their {@code
 *     order}
 * @param baseline what its figures are fractions of, where a row names no other one; empty if they
 *     are times
 * @param quotedBase the notebook's seconds that its other figures are fractions of, or 0
 */
record ReportSection(
    String title,
    int order,
    String lesson,
    String see,
    List<Row> rows,
    boolean isSorted,
    Optional<Figure> baseline,
    double quotedBase) {

  /** The section with one more row, at the end. */
  ReportSection with(Row row) {
    return with(Stream.concat(rows.stream(), Stream.of(row)).toList());
  }

  /** The section with other rows. */
  ReportSection with(List<Row> newRows) {
    return new ReportSection(title, order, lesson, see, newRows, isSorted, baseline, quotedBase);
  }

  /** How errors name it. */
  String place() {
    return LessonOutline.fileOf(lesson) + ", section \"" + title + "\"";
  }

  /** Whether it shows fractions of something measured in the same run, and not times. */
  boolean isOfFractions() {
    return rows.get(0).base().isPresent();
  }

  /**
   * One line of a section.
   *
   * @param label what was measured
   * @param group the heading of the rows that share a chart; empty for the first chart of a section
   * @param order its place among the rows of the section: the least comes first
   * @param figure where the figure is found
   * @param base what it is a fraction of, if the section is of fractions
   * @param quote what the notebook says
   */
  record Row(
      String label,
      String group,
      int order,
      Figure figure,
      Optional<Figure> base,
      Optional<Quote> quote) {

    Row per(Figure newBase) {
      return new Row(label, group, order, figure, Optional.of(newBase), quote);
    }

    Optional<Span> value(Results results) {
      Optional<Span> span = figure.of(results);
      return base.isEmpty()
          ? span
          : span.flatMap(s -> base.get().of(results).map(b -> s.times(1 / b.median())));
    }

    /** The label, with the part of the updates that was lost. */
    String labelIn(Results results) {
      return label
          + figure.lost(results).map(part -> ", " + Bench.percent(part) + " lost").orElse("");
    }

    /** Why there is no value. */
    Missing whyMissing(Results results) {
      return figure.of(results).isEmpty()
          ? figure.whyMissing(results)
          : base.orElseThrow().whyMissing(results);
    }
  }

  /** The notebook's figure: seconds, how it was measured, and why it is void, if it is. */
  record Quote(double seconds, String how, String struck) {}

  /**
   * A measurement of a lesson, or the difference of two, divided by how often something was done.
   *
   * @param lesson the lesson
   * @param benchmark what is measured
   * @param without what is measured without it, or nothing
   * @param times how often it was done
   */
  record Figure(String lesson, String benchmark, String without, long times) {

    static Figure of(String lesson, String benchmark) {
      return new Figure(lesson, benchmark, "", 1);
    }

    Optional<Span> of(Results results) {
      Optional<Span> with = results.get(lesson, benchmark);
      if (!without.isEmpty()) {
        with = with.flatMap(w -> results.get(lesson, without).map(w::minus));
      }
      return with.map(span -> span.times(1.0 / times));
    }

    Optional<Double> lost(Results results) {
      return results.lost(lesson, benchmark).filter(part -> part > 0);
    }

    Missing whyMissing(Results results) {
      return results.whyMissing(
          lesson, results.get(lesson, benchmark).isEmpty() ? benchmark : without);
    }
  }
}
