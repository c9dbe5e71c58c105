package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.grading.LessonResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;
import sharing.testkit.threads.ProcessorTime;

/** Pins what becomes of the tests that a student adds to those of a lesson. */
@ProcessorTime(seconds = 60)
class OwnTestsTest {
  private static final String ALL_PASS =
      """
      @Test void counts_one() {
        Counter counter = new Counter();
        counter.increment();
        assertThat(counter.get()).isEqualTo(1);
      }
      """;
  private static final String ONE_FAILS =
      ALL_PASS
          + """
          @Test void counts_down() {
            assertThat(new Counter().get()).as("get() of a new counter").isEqualTo(-1);
          }
          """;

  @TempDir Path course;
  private SmallLesson small;

  @BeforeEach
  void aLesson() throws IOException {
    small = new SmallLesson(course);
  }

  @Test
  void a_failing_test_of_ones_own_has_a_row_after_the_steps_and_a_place_in_its_file()
      throws Exception {
    own(ONE_FAILS);
    assertThat(small.report().replaceFirst("\\([0-9][^)]*\\)", "(TIME)"))
        .isEqualTo(
            """

            lessons/09-small: 4 of 4 steps done, 4 of 4 tests pass (TIME)

              done  Step 1  A counter                                      1 of 1
              done  Step 2  A counter that two workers share               1 of 1
              done  Step 3  Threads that count                             1 of 1
              done  Step 4  A process that counts                          1 of 1
              next  Your own tests                                         1 of 2

            Your own test: counts down

              What happened
                Expected: -1
                Seen: 0

              How it came about
                get() of a new counter

              Where
                lessons/09-small/src/test/java/small/MineTest.java:11

              Then run
                mvn test -pl lessons/09-small

            """);
  }

  @Test
  void there_is_no_hint_for_a_test_of_ones_own() throws Exception {
    own(ONE_FAILS);
    assertThat(small.report(new RunOptions(TestFilter.ALL, "true", null)))
        .contains("Your own test: counts down")
        .doesNotContain("Hint", "Stuck?");
  }

  @Test
  void a_test_of_a_step_that_fails_comes_before_one_of_ones_own() throws Exception {
    own(ONE_FAILS);
    small.answer(course, "synchronized void increment", "void increment");
    assertThat(small.report())
        .contains("3 of 4 steps done, 3 of 4 tests pass")
        .contains("\nStep 2: no increment is lost\n");
  }

  @Test
  void a_method_in_a_given_class_is_ones_own_too() throws Exception {
    Path given = small.lesson().tests().resolve("small/CountTest.java");
    String code = Files.readString(given);
    Files.writeString(
        given,
        code.substring(0, code.lastIndexOf('}'))
            + "  @org.junit.jupiter.api.Test void mine() { assertThat(1).isEqualTo(2); }\n}\n");
    assertThat(small.report())
        .contains("4 of 4 steps done, 4 of 4 tests pass")
        .contains("next  Your own tests                                         0 of 1")
        .contains("Your own test: mine")
        .contains("  Where\n    lessons/09-small/src/test/java/small/CountTest.java:24\n");
  }

  @Test
  void where_is_the_students_code_if_that_throws_and_the_test_if_it_hangs() throws Exception {
    own("@Test void throwsIt() throws Exception { new Counter().countInThreads(-1); }");
    assertThat(small.report())
        .contains("Thrown at lessons/09-small/src/main/java/small/Counter.java:")
        .contains("  Where\n    lessons/09-small/src/main/java/small/Counter.java:");
    own("@Test void hangs() throws Exception { Thread.currentThread().join(); }");
    assertThat(small.report())
        .contains("Seen: it hangs.")
        .contains("  Where\n    lessons/09-small/src/test/java/small/MineTest.java:5\n");
  }

  @Test
  void a_test_of_ones_own_that_does_not_compile_is_called_so() throws Exception {
    own("@Test void mine() { new Counter().add(1); }");
    assertThat(small.report())
        .contains("Expected: your own test compiles.")
        .contains("lessons/09-small/src/test/java/small/MineTest.java:5")
        .doesNotContain("Rule");
  }

  @Test
  void a_disabled_test_of_ones_own_is_left_out() throws Exception {
    own(
        ALL_PASS
            + "@Test @Disabled void later() { throw new Error(); }\n"
            + "@Test void elsewhere() { Assumptions.assumeTrue(false); }\n");
    assertThat(small.report()).contains("done  Your own tests", " 1 of 1\n").contains("Compare");
  }

  @Test
  void a_filter_by_step_leaves_them_out_and_one_by_name_selects_them() throws Exception {
    own(ONE_FAILS);
    assertThat(small.report(only("", 1)))
        .contains("1 of 1 steps done, 1 of 1 tests pass")
        .doesNotContain("Your own");
    assertThat(small.report(only("MineTest", 0)))
        .contains("lessons/09-small: 1 of 2 of your own tests pass (")
        .contains("Your own test: counts down");
  }

  @Test
  void junits_xml_has_them() throws Exception {
    own(ONE_FAILS);
    small.report();
    assertThat(small.lesson().dir().resolve("target/surefire-reports/TEST-MineTest.xml"))
        .content()
        .contains("tests=\"2\" failures=\"1\"");
  }

  @Test
  void progress_is_about_the_steps_and_names_own_tests_that_fail() throws Exception {
    own(ONE_FAILS);
    assertThat(progress()).endsWith("4 of 4 steps  done; 1 of 2 of your own tests pass");
    own(ALL_PASS);
    assertThat(progress()).endsWith("4 of 4 steps  done");
  }

  @Test
  void tests_of_a_submission_and_of_the_checkout_do_not_change_a_grade(@TempDir Path submission)
      throws Exception {
    own(ONE_FAILS);
    small.report();
    small.answer(submission, "synchronized void increment", "void increment");
    String given = Files.readString(small.lesson().tests().resolve("small/SharedCountTest.java"));
    String weaker = given.replace("Interleaver.assertHolds", "assertThat");
    for (String folder : List.of("src/main/java/small", "src/test/java/small")) {
      Path its = Files.createDirectories(submission.resolve("lessons/09-small").resolve(folder));
      Files.writeString(its.resolve("SharedCountTest.java"), weaker);
      Files.writeString(its.resolve("MineTest.java"), own(ALL_PASS));
    }
    LessonResult result = small.grade(submission);
    List<TestGrade> grades = result.tests();
    assertThat(grades).hasSize(4);
    assertThat(result.steps()).extracting(StepResult::step).containsExactly(1, 2, 3, 4);
    assertThat(grades)
        .extracting(TestGrade::verdict)
        .containsExactly("passed", "failed", "passed", "passed");
  }

  private String progress() throws Exception {
    return Progress.line(small.lesson(), small.classPath());
  }

  private static RunOptions only(String pattern, int step) {
    return new RunOptions(new TestFilter(List.of(), pattern, step), null, null);
  }

  /** Adds a class with these tests, and returns its text. */
  private String own(String methods) throws IOException {
    String code =
        """
        package small;
        import static org.assertj.core.api.Assertions.assertThat;
        import org.junit.jupiter.api.*;
        class MineTest {
        %s}
        """
            .formatted(methods.endsWith("\n") ? methods : methods + "\n");
    small.addTest("MineTest", code);
    return code;
  }
}
