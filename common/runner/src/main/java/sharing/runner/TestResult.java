package sharing.runner;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Kind;
import sharing.testkit.Replay;

/**
 * The result of one test method. A parameterized method is one test: it has failed if one of its
 * cases has.
 *
 * @param step the step of the lesson, counted from 1; {@link Step#OWN} for a test that the student
 *     has added
 * @param title what the step is about
 * @param testClass the simple name of the test class
 * @param method the name of the method
 * @param rule the rule that the test holds the student to
 * @param status what became of it
 * @param failure the first failure, or null
 * @param printed the end of what it printed, if it failed; perhaps empty
 * @param nanos how long it took, in nanoseconds; 0 if it did not end
 */
public record TestResult(
    int step,
    String title,
    String testClass,
    String method,
    String rule,
    Status status,
    Failure failure,
    String printed,
    long nanos) {

  public TestResult {
    // A record from another JVM may lack any of them.
    Stream.of(title, testClass, method, rule, status, printed).forEach(Objects::requireNonNull);
  }

  /** The possible results of a test. */
  public enum Status {
    PASSED,
    FAILED,
    /** It was running when its JVM ended. */
    CUT_OFF,
    NOT_RUN
  }

  /** The same test, with another status. */
  TestResult with(Status status, long nanos) {
    return new TestResult(step, title, testClass, method, rule, status, failure, printed, nanos);
  }

  /** The same test, with this failure unless it has one: of several cases, the first counts. */
  TestResult withFirst(Failure other, String itPrinted) {
    return failure != null
        ? this
        : new TestResult(step, title, testClass, method, rule, status, other, itPrinted, nanos);
  }

  /** The same; if the test was cut off, with how its JVM ended and what that one wrote last. */
  TestResult withEnding(String ending, String output) {
    if (status != Status.CUT_OFF) {
      return this;
    }
    String how =
        (ending.startsWith("ended")
                ? "It ended while this test ran. Does your code call System.exit?"
                : "This test was running then.")
            + (output.isBlank()
                ? "\nIt wrote nothing."
                : "\nThe last lines that it wrote:\n" + lastLines(output));
    Failure cut =
        new Failure(
            Kind.CUT_OFF,
            "the test ends.",
            "its JVM " + ending + ".",
            how,
            Replay.NONE,
            rule,
            List.of());
    return withFirst(cut, "");
  }

  /** The end of what a JVM wrote. */
  static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** The name by which people, and the pages of the mistakes, call the test. */
  public String name() {
    return testClass + "." + method;
  }

  /** The heading of its failure: "Step 3: no pause loses an increment". */
  String heading() {
    return (isOwn() ? "Your own test" : "Step " + step) + ": " + sentence();
  }

  /** The method's name as a sentence. */
  public String sentence() {
    return method.replace('_', ' ');
  }

  /** The test as JUnit's XML format has it. */
  JUnitXml.Case xmlCase() {
    String message = failure == null ? "It did not run." : failure.outcome() + "\n" + failure.how();
    return new JUnitXml.Case(testClass, method, passed() ? "" : message, nanos / 1_000_000);
  }

  /** Whether the student has added it to those of the course. */
  public boolean isOwn() {
    return step == Step.OWN;
  }

  /** Whether the test passed. */
  public boolean passed() {
    return status == Status.PASSED;
  }
}
