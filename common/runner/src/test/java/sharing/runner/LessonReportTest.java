package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.TestResult.Status;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Place;
import sharing.testkit.Replay;
import sharing.testkit.Replay.Kind;
import sharing.testkit.Replay.Step;

/** Pins what a report has besides what {@link GoldenReportTest} shows. */
class LessonReportTest {
  private static final String RULE = "A raised flag stays raised.";
  private static final Place IN_FLAG = new Place("flags.Flag", "Flag.java", 4);
  private static final Place IN_TEST = new Place("flags.FlagTest", "FlagTest.java", 9);

  private static final Failure CHECK = Failure.check("", "1", "2");

  @TempDir Path course;
  private Lesson lesson;

  @BeforeEach
  void aLessonOfTwoSteps() throws IOException {
    lesson = new Lesson(course.resolve("lessons/04-flags"));
    Path sources = Files.createDirectories(lesson.sources().resolve("flags"));
    Files.writeString(
        sources.resolve("Flag.java"),
        """
        package flags;
        /** Step 1. A flag. */
        class Flag {
          void raise() { throw new UnsupportedOperationException("TODO step 1: raise"); }
        }
        """);
    Files.writeString(
        lesson.dir().resolve("HINTS.md"),
        """
        # Hints

        ## Step 1

        1. Who else
           looks at it?
        2. Look at `volatile`.
        3. *For `passes`, `another_test`:* Begin with one
           thread.

        ## Step 2

        1. Divide.
        """);
  }

  @Test
  void an_exception_in_the_students_code() throws Exception {
    Failure failure =
        Failure.of(new NullPointerException("flag is null")).at(List.of(IN_FLAG, IN_TEST));
    assertThat(next(report(result(Status.FAILED, failure), null)))
        .contains(
            """
              What happened
                Expected: no exception.
                Seen: java.lang.NullPointerException: flag is null

              How it came about
                Thrown at lessons/04-flags/src/main/java/flags/Flag.java:4
            """);
  }

  @Test
  void a_schedule_stands_as_a_table_whose_rows_are_not_broken() throws Exception {
    Step reads = step("Worker 2", 9, "reads number: 0", "reads number", "0");
    Step writes = step("Worker 1", 9, "writes number: 1", "writes number", "1");
    Replay replay = new Replay(List.of("Worker 1", "Worker 2"), List.of(reads, writes), 1);
    Failure failure = Failure.check("Worker 1 was paused.", "2", "1").withReplay(replay);
    assertThat(next(report(result(Status.FAILED, failure), null)))
        .contains(
            """
              Step by step
                worker 1                  worker 2                  number
                                          9    reads number: 0      0
                9    writes number: 1                               1                 <--
                (<-- the paused worker continues with what it knew before its pause)

              See it again
                In a browser: lessons/04-flags/target/replay/index.html
                Move the workers yourself: mvn test -pl lessons/04-flags -Dplay

            """);
    assertThat(Files.readString(lesson.dir().resolve("target/replay/index.html")))
        .as("the page that the report names")
        .contains("writes number: 1");
  }

  private static Step step(String actor, int line, String did, String shorter, String value) {
    return new Step(
        actor, Kind.ACTION, new Place("T", "T.java", line), did, shorter, "number", value);
  }

  @Test
  void no_test_at_all() throws Exception {
    TestRun run =
        new TestRun(
            List.of(), Optional.of("ended with exit code 1"), "no class\n", Optional.empty(), 1);
    assertThat(LessonReport.of(lesson, run, RunOptions.NONE))
        .contains("No test ran: the JVM ended with exit code 1.")
        .contains("no class");
  }

  @Test
  void a_filter_that_matches_no_test_is_an_error_that_lists_the_classes() throws Exception {
    Files.createDirectories(lesson.compiledTests().resolve("flags"));
    Files.createFile(lesson.compiledTests().resolve("flags/FlagTest.class"));
    TestRun none = new TestRun(List.of(), Optional.empty(), "", Optional.empty(), 1);
    RunOptions options = new RunOptions(new TestFilter(List.of(), "NoSuch", 0), null, null);
    assertThat(none.passed()).isFalse();
    assertThat(LessonReport.of(lesson, none, options))
        .contains("lessons/04-flags: no test matches -Dtest=NoSuch")
        .contains("    FlagTest\n")
        .contains("    mvn test -pl lessons/04-flags -Dtest=FlagTest\n");
  }

  @Test
  void a_part_that_passes_is_not_called_done() throws Exception {
    TestResult passed = result(Status.PASSED, null);
    TestRun run = new TestRun(List.of(passed), Optional.empty(), "", Optional.empty(), 1);
    RunOptions step = new RunOptions(new TestFilter(List.of(), "", 1), null, null);
    assertThat(LessonReport.of(lesson, run, step))
        .contains("These tests pass. Now run all tests:\n  mvn test -pl lessons/04-flags\n")
        .doesNotContain("measure");
    assertThat(LessonReport.of(lesson, run, RunOptions.NONE)).contains("measure");
  }

  @Test
  void the_solution_is_named_at_the_end_and_by_the_last_hint_where_the_course_has_it()
      throws Exception {
    TestResult wrong = failed(new AssertionError("wrong"));
    TestRun done =
        new TestRun(
            List.of(result(Status.PASSED, null)), Optional.empty(), "", Optional.empty(), 1);
    assertThat(LessonReport.of(lesson, done, RunOptions.NONE))
        .contains("Now measure it:\n  mvn verify -Pbench -pl lessons/04-flags\n")
        .doesNotContain("solution");
    assertThat(report(wrong, "2")).doesNotContain("solution");

    Files.createDirectories(course.resolve("solutions/04-flags/src/main/java"));
    assertThat(LessonReport.of(lesson, done, RunOptions.NONE))
        .contains(
            "Compare, then measure:\n"
                + "  git diff --no-index lessons/04-flags/src/main solutions/04-flags/src/main\n"
                + "  mvn verify -Pbench -pl lessons/04-flags\n");
    assertThat(report(wrong, "true")).doesNotContain("solution");
    assertThat(report(wrong, "2"))
        .contains("    Look at `volatile`. The solution is in `solutions/04-flags`.\n");
  }

  @Test
  void hints_come_one_at_a_time() throws Exception {
    TestResult wrong = failed(new AssertionError("wrong"));
    assertThat(report(wrong, "true")).contains("  Hint 1 of 2\n    Who else looks at it?\n");
    assertThat(report(wrong, "2")).contains("  Hint 2 of 2\n    Look at `volatile`.\n");
    assertThat(report(wrong, "9")).contains("  Hint 2 of 2\n    Look at `volatile`.\n");
  }

  @Test
  void a_hint_for_the_test_that_fails_comes_first_and_one_for_other_tests_never() throws Exception {
    TestResult other =
        new TestResult(1, "A", "FlagTest", "another_test", RULE, Status.FAILED, CHECK, "", 1);
    assertThat(report(other, "true")).contains("  Hint 1 of 3\n    Begin with one thread.\n");
    assertThat(report(other, "2")).contains("  Hint 2 of 3\n    Who else looks at it?\n");
    assertThat(report(other, "3")).contains("  Hint 3 of 3\n    Look at `volatile`.\n");
  }

  @Test
  void a_hint_says_how_to_get_the_next_one_and_the_last_one_does_not() throws Exception {
    TestResult wrong = failed(new AssertionError("wrong"));
    assertThat(report(wrong, null)).contains("Stuck? mvn test -pl lessons/04-flags -Dhint\n");
    assertThat(report(wrong, "true")).contains("Stuck? mvn test -pl lessons/04-flags -Dhint=2\n");
    assertThat(report(wrong, "2")).doesNotContain("Stuck?");
  }

  @Test
  void where_to_look_is_the_method_and_not_its_javadoc_when_its_todo_is_gone() throws Exception {
    write("/** Step 1. A flag. */", "", "  void raise() {}", "", "  boolean isRaised() {", "  }");
    assertThat(report(failed(new AssertionError("wrong")), null))
        .contains("lessons/04-flags/src/main/java/flags/Flag.java:5\n");
  }

  @Test
  void where_to_look_is_the_method_that_the_failure_names_with_arguments() throws Exception {
    write(
        "/** Step 1. A flag. */", "", "  void raise() {}", "", "  boolean isAbove(int n) {", "  }");
    assertThat(report(failed(new AssertionError("[isAbove(3) of a new flag] \nwrong")), null))
        .contains("lessons/04-flags/src/main/java/flags/Flag.java:7\n");
    assertThat(report(failed(new AssertionError("[isRaised() after raise()] \nwrong")), null))
        .contains("lessons/04-flags/src/main/java/flags/Flag.java:5\n");
  }

  @Test
  void where_to_look_is_a_method_with_the_step_in_its_own_javadoc() throws Exception {
    write(
        "",
        "  void other() {}",
        "",
        "  /**",
        "   * Step 1. Raises it.",
        "   */",
        "  void raise() {");
    assertThat(report(failed(new AssertionError("wrong")), null))
        .contains("lessons/04-flags/src/main/java/flags/Flag.java:9\n");
  }

  @Test
  void where_to_look_is_a_method_of_the_class_under_test_if_the_javadoc_is_gone() throws Exception {
    write("", "", "  boolean isRaised() {", "  }", "", "  void raise() {}");
    assertThat(report(failed(new AssertionError("wrong")), null))
        .contains("lessons/04-flags/src/main/java/flags/Flag.java:5\n");
  }

  /** A class with its Javadoc on the second line, and these lines after the third. */
  private void write(String javadoc, String... lines) throws IOException {
    Files.writeString(
        lesson.sources().resolve("flags/Flag.java"),
        "package flags;\n" + javadoc + "\nclass Flag {\n" + String.join("\n", lines) + "\n}\n");
  }

  @Test
  void no_line_is_wider_than_a_terminal() throws Exception {
    AssertionError error =
        catchError(() -> assertThat("word ".repeat(60)).as("a ".repeat(60)).isEqualTo("b"));
    assertThat(report(failed(error), null).lines())
        .allMatch(line -> line.length() <= 80, "at most 80 columns");
  }

  private static AssertionError catchError(Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError e) {
      return e;
    }
    throw new IllegalStateException("the assertion holds");
  }

  private static TestResult failed(Throwable error) {
    return result(Status.FAILED, Failure.of(error).at(List.of(IN_TEST)));
  }

  private static TestResult result(Status status, Failure failure) {
    String method = "a_raised_flag_stays_raised";
    return new TestResult(1, "A flag", "FlagTest", method, RULE, status, failure, "", 1);
  }

  private String report(TestResult failed, String hint) throws IOException {
    TestResult passed =
        new TestResult(1, "A flag", "FlagTest", "passes", "", Status.PASSED, null, "", 1);
    TestResult notRun =
        new TestResult(2, "A search", "SearchTest", "runs", "", Status.NOT_RUN, null, "", 0);
    List<TestResult> results = List.of(failed, passed, notRun);
    TestRun run = new TestRun(results, Optional.empty(), "", Optional.empty(), 1_500_000_000);
    return LessonReport.of(lesson, run, new RunOptions(TestFilter.ALL, hint, null));
  }

  private static String next(String report) {
    return report.substring(report.indexOf("Step 1: "));
  }
}
