package sharing.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import sharing.bench.ReportSection.Figure;

/**
 * What the solutions owe: a ratio of two measurements of one run, and its bound.
 *
 * @param what what is owed
 * @param over the measurement above the line of the fraction
 * @param under the one below
 * @param isAtLeast whether the ratio must be at least the bound, or at most
 * @param bound the bound
 * @param why why it is missed, as far as that is known, or nothing
 */
record PerformanceTarget(String what, Figure over, Figure under, boolean isAtLeast, double bound, String why) {

  static List<PerformanceTarget> all() {
    return List.of(
        new PerformanceTarget(
            "01: the same loop in C, of the serial search",
            Figure.of("01-primes", "serialInC"),
            Figure.of("01-primes", "isPrime, number LARGE_PRIME_1"),
            true,
            0.95,
            ""),
        speedUp("03: two equal parts, of one", "notebookRangeEqualParts, workers "),
        speedUp("03: 64 chunks and two workers, of one worker", "notebookRangeInChunks, workers "),
        new PerformanceTarget(
            "04: two workers that never look, of one",
            Figure.of("04-flags", "search, checkEvery never, workers 1"),
            Figure.of("04-flags", "search, checkEvery never, workers 2"),
            true,
            1.9,
            ""),
        new PerformanceTarget(
            "03: 64 chunks, of the parallel stream",
            Figure.of("03-ranges", "notebookRangeInChunks, workers 2"),
            Figure.of("03-ranges", "notebookRangeParallelStream"),
            false,
            1.0,
            ""),
        new PerformanceTarget(
            "02: a queue, 10,000 numbers in a message, of two ranges",
            Figure.of("02-queues", "notebookRangeTwoWorkers, chunk 10000"),
            Figure.of("02-queues", "notebookRangeTwoRanges"),
            false,
            1.05,
            "100 messages take 100 times what one does (the chapter before), next to nothing. A quick"
                + " run may miss it all the same, for its iterations differ by more. In"
                + " docs/report the fastest of 30 long ones are 0.7 % apart."),
        new PerformanceTarget(
            "04: a look every 1,000 divisors, of none: memory",
            Figure.of("04-flags", "search, checkEvery 1000, workers 1"),
            Figure.of("04-flags", "search, checkEvery never, workers 1"),
            false,
            1.01,
            ""),
        look(
            "mapped",
            1.01,
            "By what one look costs (the chapter before), the 100 of them take less than 0.1 % of this"
                + " time. A quick run may miss it all the same, for its iterations differ by more. In"
                + " docs/report the fastest of 30 long ones is no slower than without a look."),
        look(
            "redis",
            1.10,
            "A look is a way to the server and back, as long as thousands of divisions, and there is one"
                + " for each thousand. In docs/report one for each 100,000 costs more than 10 %, too."));
  }

  private static PerformanceTarget speedUp(String what, String benchmark) {
    return new PerformanceTarget(
        what,
        Figure.of("03-ranges", benchmark + 1),
        Figure.of("03-ranges", benchmark + 2),
        true,
        1.9,
        "");
  }

  private static PerformanceTarget look(String flag, double bound, String why) {
    return new PerformanceTarget(
        "07: a look every 1,000 divisors, of none: " + flag,
        Figure.of("07-mmap", "looks, checkEvery 1000, flag " + flag),
        Figure.of("07-mmap", "baseline"),
        false,
        bound,
        why);
  }

  Optional<Double> ratioOfMedians(Results results) {
    return ratio(results, Span::median);
  }

  /** It decides: whatever else a machine does makes an iteration slower, and never faster. */
  Optional<Double> ratioOfFastest(Results results) {
    return ratio(results, Span::least);
  }

  private Optional<Double> ratio(Results results, Function<Span, Double> of) {
    return over.of(results).flatMap(o -> under.of(results).map(u -> of.apply(o) / of.apply(u)));
  }

  String whyMissing(Results results) {
    return (over.of(results).isEmpty() ? over : under).whyMissing(results);
  }

  boolean isMet(double ratio) {
    return isAtLeast ? ratio >= bound : ratio <= bound;
  }

  String owed() {
    return (isAtLeast ? "at least " : "at most ") + String.format(Locale.ROOT, "%.2f", bound);
  }
}
