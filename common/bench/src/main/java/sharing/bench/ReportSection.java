package sharing.bench;

import java.util.List;
import java.util.Optional;

/**
 * One chart of the report, with what belongs to it.
 *
 * @param title what it is about
 * @param see the one sentence that says what to see
 * @param rows what it shows, in this order
 * @param quotedBase the notebook's seconds that its other figures are fractions of, or 0
 */
record ReportSection(String title, String see, List<Row> rows, double quotedBase) {

  /** Whether it shows fractions of something measured in the same run, and not times. */
  boolean isOfFractions() {
    return rows.get(0).base().isPresent();
  }

  /**
   * One line of a chapter.
   *
   * @param label what was measured
   * @param figure where the figure is found
   * @param base what it is a fraction of, if the chapter is of fractions
   * @param quote what the notebook says
   */
  record Row(String label, Figure figure, Optional<Figure> base, Optional<Quote> quote) {

    static Row of(String label, Figure figure) {
      return new Row(label, figure, Optional.empty(), Optional.empty());
    }

    Row per(Figure newBase) {
      return new Row(label, figure, Optional.of(newBase), quote);
    }

    /** With the notebook's figure: how it was measured there, and in how many seconds. */
    Row quoted(double seconds, String how) {
      return new Row(label, figure, base, Optional.of(new Quote(seconds, how, "")));
    }

    /** With a figure of the notebook that is void, for a reason. */
    Row struck(double seconds, String how, String reason) {
      return new Row(label, figure, base, Optional.of(new Quote(seconds, how, reason)));
    }

    Optional<Span> value(Results results) {
      Optional<Span> span = figure.of(results);
      return base.isEmpty()
          ? span
          : span.flatMap(s -> base.get().of(results).map(b -> s.times(1 / b.median())));
    }

    /** What was measured, and what it cost: updates that were lost. */
    String labelIn(Results results) {
      return label
          + figure.lost(results).map(part -> ", " + Bench.percent(part) + " lost").orElse("");
    }

    /** Why there is no value. */
    String whyMissing(Results results) {
      return figure.of(results).isEmpty()
          ? figure.whyMissing(results)
          : base.orElseThrow().whyMissing(results);
    }
  }

  /** What the notebook says: seconds, how it was measured, and why it is void, if it is. */
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

    /** What one of many things costs, of which the second measurement has none, or hardly any. */
    static Figure each(String lesson, String benchmark, String without, long times) {
      return new Figure(lesson, benchmark, without, times);
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

    String whyMissing(Results results) {
      return results.whyMissing(
          lesson, results.get(lesson, benchmark).isEmpty() ? benchmark : without);
    }

    /** How it is computed from the lesson's results. */
    String formula() {
      if (without.isEmpty()) {
        return benchmark;
      }
      return "(" + benchmark + " − " + without + ") / " + String.format("%,d", times);
    }
  }
}
