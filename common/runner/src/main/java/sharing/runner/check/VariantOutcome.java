package sharing.runner.check;

import java.util.List;
import sharing.runner.TestResult;

/**
 * The outcome of one variant.
 *
 * @param variant its name, as in {@code mistakes/never-looks}
 * @param verdict of the first run that was judged wrongly, or of the first run
 * @param tests the tests that ran, with their results
 * @param runs how often it was judged now; 0 if the verdict is that of an earlier check
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

  /** Of a variant whose page or code is wrong. */
  static VariantOutcome notTried(String variant, Exception why) {
    return new VariantOutcome(variant, VariantVerdict.notTried(why), List.of(), 1, 1, 0);
  }

  /** How many of them have a verdict of this name. */
  static long count(List<VariantOutcome> outcomes, String verdict) {
    return outcomes.stream().filter(each -> each.verdict().verdict().equals(verdict)).count();
  }
}
