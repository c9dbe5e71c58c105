package sharing.runner;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What became of one test method. A parameterised method is one test: it has failed if one of its
 * cases has.
 *
 * @param step the step of the lesson, counted from 1
 * @param title what the step is about
 * @param testClass the simple name of the test class
 * @param method the name of the method
 * @param rule the rule that the test holds the student to
 * @param status what became of it
 * @param failure the first failure, or null
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
    long nanos) {

  /** What can become of a test. */
  public enum Status {
    PASSED,
    FAILED,
    /** It was running when its JVM ended. */
    CUT_OFF,
    NOT_RUN
  }

  /**
   * What a test threw.
   *
   * @param type the class of the error, with its package
   * @param message its message, perhaps empty
   * @param example the case of a parameterised test, or empty
   * @param trace the stack traces of the error and of its causes, the innermost cause first
   */
  public record Failure(String type, String message, String example, List<Frame> trace) {
    private static final Pattern TODO = Pattern.compile("TODO step (\\d+): [^\"\\r\\n]*");

    /** What the student's method says that is still as the skeleton has it. */
    public Optional<String> todo() {
      return TODO.matcher(message).results().map(MatchResult::group).findFirst();
    }

    /** Whether a check of the course failed, and not something in its way. */
    public boolean isCheck() {
      return type.equals("sharing.testkit.CheckFailedError")
          || type.startsWith("org.assertj.")
          || type.startsWith("org.opentest4j.")
          || type.equals(AssertionError.class.getName());
    }
  }

  /**
   * One line of a stack trace.
   *
   * @param className the class, with its package
   * @param file the source file, without folders
   * @param line the line, counted from 1
   */
  public record Frame(String className, String file, int line) {}

  /** The same; if the test was cut off, with how its JVM ended and what that one wrote last. */
  TestResult withEnding(String ending, String output) {
    if (status != Status.CUT_OFF) {
      return this;
    }
    String how =
        (ending.startsWith("ended")
                ? "It ended while this test ran. Does your code call System.exit?"
                : "This test ran at the time.")
            + (output.isBlank()
                ? "\nIt wrote nothing."
                : "\nThe last lines that it wrote:\n" + lastLines(output));
    String message = "[" + how + "]\nExpected: the test ends.\nSeen: its JVM " + ending + ".";
    Failure cut = new Failure(AssertionError.class.getName(), message, "", List.of());
    return new TestResult(step, title, testClass, method, rule, status, cut, nanos);
  }

  /** The end of what a JVM wrote. */
  static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** The name by which people and {@code mistakes/} call the test. */
  public String name() {
    return testClass + "." + method;
  }

  /** The method's name as a sentence. */
  public String sentence() {
    return method.replace('_', ' ');
  }

  /** Whether the test passed. */
  public boolean passed() {
    return status == Status.PASSED;
  }
}
