package sharing.runner;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step of a lesson, with the results of its tests.
 *
 * @param number counted from 1; {@link #OWN} for the student's own tests
 * @param tests at least one
 */
public record Step(int number, List<TestResult> tests) {

  /** The number of a test that a student has added: it belongs to no step, and comes after all. */
  public static final int OWN = Integer.MAX_VALUE;

  /** The steps to which the tests of a run belong, in their order; without the student's own. */
  public static List<Step> of(TestRun run) {
    return of(run.results());
  }

  /** The steps to which some tests belong, in their order; without the student's own. */
  public static List<Step> of(List<TestResult> results) {
    TreeMap<Integer, List<TestResult>> tests =
        results.stream()
            .filter(test -> !test.isOwn())
            .collect(Collectors.groupingBy(TestResult::step, TreeMap::new, Collectors.toList()));
    return tests.entrySet().stream().map(e -> new Step(e.getKey(), e.getValue())).toList();
  }

  /** The tests of a run that the student has added, if there are any. */
  static Optional<Step> own(TestRun run) {
    List<TestResult> own = run.results().stream().filter(TestResult::isOwn).toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(new Step(OWN, own));
  }

  /** The title of the step. */
  public String title() {
    return tests.get(0).title();
  }

  /** The step as the report names it. */
  String heading() {
    return number == OWN ? "Your own tests" : "Step " + number + "  " + title();
  }

  /** How many of its tests have passed. */
  long passed() {
    return tests.stream().filter(TestResult::passed).count();
  }

  /** How many of its tests have passed, of how many, for a person. */
  String count() {
    return passed() + " of " + tests.size();
  }

  /** Whether all of its tests have passed. */
  boolean isDone() {
    return passed() == tests.size();
  }
}
