package sharing.runner.check;

import java.util.Optional;
import java.util.regex.Pattern;
import sharing.runner.TestResult;
import sharing.runner.TestResult.Status;
import sharing.runner.TestRun;
import sharing.runner.check.VariantFile.Rejection;
import sharing.testkit.Failure.Kind;

/**
 * Whether the tests did to one variant what they should.
 *
 * @param verdict what the tests did
 * @param said which test said so, or how many
 * @param fault what is wrong with the course, if anything is
 */
record VariantVerdict(String verdict, String said, Optional<String> fault) {

  /** The verdict on a mutant that a test rejects. */
  static final String NOTICED = "noticed";

  /** The verdict on a mutant that no test rejects. */
  static final String SURVIVED = "SURVIVED";

  /** Words of AssertJ and JUnit that the course does not use. */
  private static final Pattern LIBRARYS_WORDS =
      Pattern.compile(
          "Expecting |but was:|but could not find|but (there were|some elements)|org\\.(assertj|opentest4j|junit)\\.");

  /** Each test of a skeleton must fail because its own step is not written yet. */
  static VariantVerdict ofSkeleton(TestRun run) {
    Optional<String> fault =
        run.results().stream()
            .filter(test -> !saysTodoOfItsStep(test))
            .map(VariantVerdict::otherThanTodo)
            .findFirst();
    if (run.results().isEmpty()) {
      fault = Optional.of("no test ran");
    }
    return new VariantVerdict(fault.isEmpty() ? "red" : "FAULT", count(run), fault);
  }

  private static String otherThanTodo(TestResult test) {
    return test.name()
        + (test.isOwn()
            ? " belongs to no step: its class needs @Order, and the method @Rule"
            : " does not fail with the TODO of its step: " + seen(test));
  }

  private static boolean saysTodoOfItsStep(TestResult test) {
    return test.status() == Status.FAILED
        && test.failure().kind() == Kind.NOT_WRITTEN
        && test.failure().how().contains("TODO step " + test.step() + ":");
  }

  /** All tests must accept a right answer. */
  static VariantVerdict ofRightAnswer(TestRun run) {
    if (run.passed()) {
      return new VariantVerdict("accepted", count(run), Optional.empty());
    }
    Optional<TestResult> red = run.results().stream().filter(test -> !test.passed()).findFirst();
    String fault =
        red.map(test -> "a right answer, but rejected by " + test.name() + ": " + seen(test))
            .orElse("its JVM " + run.ending().orElse("found no test"));
    return new VariantVerdict(
        "REFUSED", red.map(TestResult::method).orElse(""), Optional.of(fault));
  }

  /**
   * The test that a mistake names must be the first to reject it, with the message that it names:
   * that is what the student's screen shows. Or a test before it that the page names has noticed it
   * by chance.
   *
   * @param run a run that has ended at the first test that failed
   */
  static VariantVerdict ofMistake(TestRun run, Rejection named) {
    TestResult test = run.next().orElse(null);
    if (test == null) {
      return run.results().stream().anyMatch(t -> t.name().equals(named.test()))
          ? fault("ACCEPTED", "a mistake, but no test rejects it")
          : fault("NO TEST", "there is no test " + named.test());
    }
    if (test.name().equals(named.byChance())) {
      return new VariantVerdict("rejected", test.method(), Optional.empty());
    }
    if (!test.name().equals(named.test())) {
      return fault(
          "OTHER TEST",
          named.test() + " is not the first to fail, but " + test.name() + ": " + seen(test));
    }
    if (test.failure() == null || test.failure().kind() == Kind.CUT_OFF) {
      return fault(
          "CUT OFF", named.test() + " did not end: the JVM " + run.ending().orElse("ended"));
    }
    if (!oneLine(seen(test)).contains(oneLine(named.message()))) {
      return fault(
          "OTHERWISE",
          named.test() + " does not say \"" + named.message() + "\", but: " + seen(test));
    }
    if (LIBRARYS_WORDS.matcher(seen(test)).find()) {
      return fault(
          "LIBRARY", named.test() + " speaks as its assertion library does: " + seen(test));
    }
    return new VariantVerdict("rejected", test.method(), Optional.empty());
  }

  /** A test should reject a mutant. That none does is no fault: some mutants are right answers. */
  static VariantVerdict ofMutant(TestRun run) {
    if (run.results().isEmpty()) {
      return fault("NO TEST", "no test ran");
    }
    Optional<String> red = run.next().map(TestResult::method);
    return new VariantVerdict(
        red.isPresent() ? NOTICED : SURVIVED, red.orElse(""), Optional.empty());
  }

  /** The same, and a fault says in which of several runs it showed. */
  VariantVerdict inRun(int number, int of) {
    return of == 1
        ? this
        : new VariantVerdict(
            verdict, said, fault.map(text -> "in run " + number + " of " + of + ", " + text));
  }

  private static VariantVerdict fault(String verdict, String fault) {
    return new VariantVerdict(verdict, "", Optional.of(fault));
  }

  /** A variant that cannot be tried: its page or its code is wrong. */
  static VariantVerdict notTried(Exception error) {
    return fault("ERROR", error.getMessage());
  }

  private static String count(TestRun run) {
    long passed = run.results().stream().filter(TestResult::passed).count();
    return passed + " of " + run.results().size() + " tests pass";
  }

  private static String seen(TestResult test) {
    if (test.failure() == null) {
      return test.status().toString();
    }
    return test.failure().toString();
  }

  /** A report breaks lines where it likes. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
