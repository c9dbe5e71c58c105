package sharing.runner.check;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import sharing.runner.TestResult;

/**
 * The outcome of one variant.
 *
 * @param variant its name, as in {@code mistakes/never-looks}
 * @param verdict of the first run that was judged wrongly, or of the first run
 * @param tests the tests that ran, with their results
 * @param runs how often it was judged now; 0 if the verdict is that of an earlier check, or if the
 *     variant was left out
 * @param wrong how many of the runs were judged wrongly
 * @param nanos how long the slowest run took, in nanoseconds
 */
record VariantOutcome(
    String variant,
    VariantVerdict verdict,
    List<TestResult> tests,
    int runs,
    int wrong,
    long nanos) {

  private static final String LEFT_OUT = "left out";

  /** Of a variant whose page or code is wrong. */
  static VariantOutcome notTried(String variant, Exception why) {
    return new VariantOutcome(variant, VariantVerdict.notTried(why), List.of(), 1, 1, 0);
  }

  /** Of a page that is not judged, because it needs what this machine lacks. */
  static VariantOutcome leftOut(String variant, Need need) {
    VariantVerdict verdict = new VariantVerdict(LEFT_OUT, "needs " + need.what(), Optional.empty());
    return new VariantOutcome(variant, verdict, List.of(), 0, 0, 0);
  }

  /** Whether the variant was not judged, because it needs what this machine lacks. */
  boolean isLeftOut() {
    return verdict.verdict().equals(LEFT_OUT);
  }

  /** What a summary says of those that were left out: how many, and what they need. */
  static String leftOut(List<VariantOutcome> outcomes) {
    List<String> needs =
        outcomes.stream()
            .filter(VariantOutcome::isLeftOut)
            .map(outcome -> outcome.verdict().said())
            .toList();
    return needs.isEmpty()
        ? ""
        : String.format(
            ", %d page%s left out: %s",
            needs.size(), needs.size() == 1 ? "" : "s", String.join(", ", new TreeSet<>(needs)));
  }

  /** How many of them have a verdict of this name. */
  static long count(List<VariantOutcome> outcomes, String verdict) {
    return outcomes.stream().filter(each -> each.verdict().verdict().equals(verdict)).count();
  }
}
