package sharing.runner;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step of a lesson, with what became of its tests.
 *
 * @param number counted from 1
 * @param tests at least one
 */
public record Step(int number, List<TestResult> tests) {

  /** The steps to which the tests of a run belong, in their order. */
  public static List<Step> of(TestRun run) {
    return of(run.results());
  }

  /** The steps to which some tests belong, in their order. */
  public static List<Step> of(List<TestResult> results) {
    TreeMap<Integer, List<TestResult>> tests =
        results.stream()
            .collect(Collectors.groupingBy(TestResult::step, TreeMap::new, Collectors.toList()));
    return tests.entrySet().stream().map(e -> new Step(e.getKey(), e.getValue())).toList();
  }

  /** What the step is about. */
  public String title() {
    return tests.get(0).title();
  }

  /** How many of its tests have passed. */
  long passed() {
    return tests.stream().filter(TestResult::passed).count();
  }

  /** Whether all of its tests have passed. */
  boolean isDone() {
    return passed() == tests.size();
  }
}
