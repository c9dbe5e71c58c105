package sharing.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import sharing.bench.ReportSection.Figure;
import sharing.bench.Results.Missing;

/**
 * A bound for the ratio of two measurements of one run.
 *
 * @param what what is compared, after the number of the lesson
 * @param order its place among the targets of all lessons: the least comes first
 * @param numerator the measurement that is divided
 * @param denominator the measurement that it is divided by
 * @param isAtLeast whether the ratio must be at least the bound, or at most
 * @param bound the bound, which meets the target; greater than 0
 * @param whyMissed why it is missed, as far as that is known, or nothing
 */
record PerformanceTarget(
    String what,
    int order,
    Figure numerator,
    Figure denominator,
    boolean isAtLeast,
    double bound,
    String whyMissed) {

  Optional<Double> ratioOfMedians(Results results) {
    return ratio(results, Span::median);
  }

  /** The ratio that decides: other work on a machine makes an iteration slower, never faster. */
  Optional<Double> ratioOfFastest(Results results) {
    return ratio(results, Span::least);
  }

  private Optional<Double> ratio(Results results, Function<Span, Double> of) {
    return numerator
        .of(results)
        .flatMap(n -> denominator.of(results).map(d -> of.apply(n) / of.apply(d)));
  }

  /** Why there is no ratio. */
  Missing whyMissing(Results results) {
    return (numerator.of(results).isEmpty() ? numerator : denominator).whyMissing(results);
  }

  boolean isMet(double ratio) {
    return isAtLeast ? ratio >= bound : ratio <= bound;
  }

  /** The bound, for a reader of the report. */
  String describe() {
    return (isAtLeast ? "at least " : "at most ") + String.format(Locale.ROOT, "%.2f", bound);
  }
}
