package sharing.runner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.surefire.api.testset.TestListResolver;

/**
 * Which of a lesson's tests run.
 *
 * @param names simple names of test classes, and tests as {@link TestResult#name()} has them; none
 *     for all
 * @param pattern as Surefire reads {@code -Dtest}: {@code SharedFlagTest}, {@code
 *     SharedFlagTest#a_new*}, {@code *Flag*,!PrimeSearchTest}; empty for all
 * @param step the step that they belong to, counted from 1; 0 for all, -1 if it is no number
 */
record TestFilter(List<String> names, String pattern, int step) {
  static final TestFilter ALL = new TestFilter(List.of(), "", 0);

  static TestFilter named(List<String> names) {
    return new TestFilter(names, "", 0);
  }

  /** The filter of {@code -Dtest} and {@code -Dstep}. */
  static TestFilter ofProperties() {
    String step = System.getProperty("step", "");
    int number = step.isEmpty() ? 0 : step.matches("[1-9]\\d{0,2}") ? Integer.parseInt(step) : -1;
    return new TestFilter(List.of(), System.getProperty("test", ""), number);
  }

  /** The fault of the filter, as a sentence for the person who typed it; or nothing. */
  Optional<String> fault() {
    if (step < 0) {
      return Optional.of("-Dstep is the number of a step, such as -Dstep=2.");
    }
    try {
      new TestListResolver(pattern);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          "-Dtest=" + pattern + " is not a pattern that Surefire accepts: " + e.getMessage());
    }
  }

  /** Whether it leaves nothing out. */
  boolean isAll() {
    return names.isEmpty() && pattern.isEmpty() && step == 0;
  }

  /** As it was typed. */
  String typed() {
    String ofTest = pattern.isEmpty() ? "" : "-Dtest=" + pattern;
    return (ofTest + (step == 0 ? "" : " -Dstep=" + step)).strip();
  }

  /** Whether some test of a class may be among them. */
  boolean mayHave(String className) {
    String simpleName = simpleName(className);
    return names.isEmpty()
        || names.stream().anyMatch(n -> n.equals(simpleName) || n.startsWith(simpleName + "."));
  }

  /** Whether a test is among them. */
  boolean has(String className, String method, int itsStep) {
    Set<String> wanted = Set.copyOf(names);
    String simpleName = simpleName(className);
    boolean isNamed =
        names.isEmpty()
            || wanted.contains(simpleName)
            || wanted.contains(simpleName + "." + method);
    return isNamed && (step == 0 || step == itsStep) && isMatched(className, method);
  }

  private boolean isMatched(String className, String method) {
    return pattern.isEmpty()
        || new TestListResolver(pattern).shouldRun(className.replace('.', '/') + ".class", method);
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
