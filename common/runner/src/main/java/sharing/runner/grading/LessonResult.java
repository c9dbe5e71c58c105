package sharing.runner.grading;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Optional;

/**
 * The result of one lesson of one submission: the content of {@code result.json}, whose fields have
 * these names. Immutable.
 *
 * @param version of this format: {@value #VERSION}
 * @param lesson as in {@code 04-flags}
 * @param score the points of all steps; 0 to {@code max}
 * @param max the points of a right answer, whether or not this one compiles
 * @param notCompiled each file that was not used, and why; the skeleton's replaced it, if there is
 *     one
 * @param note why no test ran, or how the JVM of the tests ended; empty if it ended as it should
 * @param milliseconds how long the tests took together
 * @param steps all steps of the lesson, in order
 */
public record LessonResult(
    int version,
    String lesson,
    double score,
    double max,
    List<NotCompiled> notCompiled,
    String note,
    long milliseconds,
    List<StepResult> steps) {

  /** The version of the format that this class writes. */
  public static final int VERSION = 1;

  /** The name of the file. */
  public static final String FILE = "result.json";

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  /**
   * A file that was not used: it does not compile, is missing, or lacks its class.
   *
   * @param file from the folder of the sources, with slashes: {@code
   *     sharing/flags/PrimeSearch.java}
   * @param message why, in one line; of what does not compile, the compiler's first message
   */
  public record NotCompiled(String file, String message) {}

  /**
   * One step of the lesson.
   *
   * @param step its number, counted from 1
   * @param title what it is about
   * @param score the points of its tests that passed; 0 to {@code max}
   * @param max the weight of the step
   * @param tests at least one, in the order in which they run
   */
  public record StepResult(
      int step, String title, double score, double max, List<TestGrade> tests) {

    /** Whether all of its tests have passed. */
    public boolean passed() {
      return tests.stream().allMatch(TestGrade::passed);
    }

    /**
     * The verdict of all tests together: {@value TestGrade#NOT_RUN} if none failed, but some did
     * not run.
     */
    public String verdict() {
      if (passed()) {
        return TestGrade.PASSED;
      }
      return firstFailed().isPresent() ? TestGrade.FAILED : TestGrade.NOT_RUN;
    }

    /** The first test that failed; nothing if none did. */
    public Optional<TestGrade> firstFailed() {
      return tests.stream().filter(test -> test.verdict().equals(TestGrade.FAILED)).findFirst();
    }
  }

  /**
   * One test.
   *
   * @param name as in {@code SharedFlagTest.a_new_flag_is_lowered}
   * @param verdict {@value #PASSED}, {@value #FAILED} or {@value #NOT_RUN}
   * @param score its points: 0 or {@code max}
   * @param max its part of the step's weight: each test of a step has the same
   * @param message why it failed; empty if it passed
   * @param milliseconds how long it took
   */
  public record TestGrade(
      String name, String verdict, double score, double max, String message, long milliseconds) {

    /** The verdict if the answer holds what the test asks for. */
    public static final String PASSED = "passed";

    /** The verdict if it does not. */
    public static final String FAILED = "failed";

    /** The verdict if no JVM came to the test, or nothing could be compiled. */
    public static final String NOT_RUN = "not run";

    /** Whether the answer holds what the test asks for. */
    public boolean passed() {
      return verdict.equals(PASSED);
    }
  }

  /** All tests of all steps, in order. */
  public List<TestGrade> tests() {
    return steps.stream().flatMap(step -> step.tests().stream()).toList();
  }

  /** Whether all tests have passed. */
  public boolean passed() {
    return steps.stream().allMatch(StepResult::passed);
  }

  /** The result as JSON, ending with a new line. */
  public String json() {
    return GSON.toJson(this) + "\n";
  }

  /**
   * Reads what {@link #json} has written.
   *
   * @throws JsonParseException if it is not JSON of this form
   */
  public static LessonResult of(String json) {
    return GSON.fromJson(json, LessonResult.class);
  }
}
