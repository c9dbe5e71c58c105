package sharing.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import sharing.bench.ReportSection.Figure;

/**
 * A sentence in the README of a lesson, and the ratio of two medians that makes it true.
 *
 * @param says the sentence, or a part of it, as the README has it
 * @param numerator the measurement that is divided
 * @param denominator the measurement that it is divided by
 * @param atLeast the least ratio for which it is true; there is this one, the next one, or both
 * @param atMost the greatest ratio for which it is true
 */
record Claim(
    String says,
    Figure numerator,
    Figure denominator,
    OptionalDouble atLeast,
    OptionalDouble atMost) {

  /**
   * What the results say instead, if they contradict it. If they lack a figure, or were too noisy,
   * they say nothing.
   */
  Optional<String> contradiction(Results results) {
    if (results.isTooNoisy(numerator) || results.isTooNoisy(denominator)) {
      return Optional.empty();
    }
    return numerator
        .of(results)
        .flatMap(n -> denominator.of(results).map(d -> n.median() / d.median()))
        .filter(ratio -> ratio < atLeast.orElse(0) || ratio > atMost.orElse(Double.MAX_VALUE))
        .map(
            ratio ->
                String.format(
                    Locale.ROOT,
                    "\"%s\" is wrong: %s took %.2f times as long as %s",
                    says,
                    numerator.benchmark(),
                    ratio,
                    denominator.benchmark()));
  }
}
