package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.ClassPath;
import sharing.runner.Lesson;
import sharing.runner.Variant;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.TestGrade;

/** Pins what an instructor gets of one submission, good or bad. */
class GradingTest {
  private static final String PATH = "lessons/09-small/src/main/java/small/One.java";

  @TempDir Path course;
  @TempDir Path submission;
  private Lesson lesson;

  @BeforeEach
  void aLessonWithTwoTests() throws Exception {
    lesson = new Lesson(course.resolve("lessons/09-small"));
    Path tests = course.resolve("tests");
    Files.createDirectories(tests);
    Files.writeString(tests.resolve("One.java"), one("return 1;"));
    Files.writeString(
        tests.resolve("OneTest.java"),
        """
        package small;
        import org.junit.jupiter.api.*;
        @Order(1)
        @DisplayName("One")
        class OneTest {
          @Test @sharing.testkit.Rule("1") void a_call_returns_1() { Assertions.assertEquals(1, One.get()); }
          @Test @sharing.testkit.Rule("1") void another_call_returns_1() { Assertions.assertEquals(1, One.get()); }
        }
        """);
    Path classes =
        Variant.compile("tests", tests, ClassPath.ofCaller(), course.resolve("work")).classes();
    Files.delete(classes.resolve("small/One.class"));
    Files.createDirectories(lesson.compiledTests().getParent());
    Files.move(classes, lesson.compiledTests());
  }

  @Test
  void a_right_answer_passes() throws Exception {
    submit(one("return 1;"));

    List<TestGrade> grades = grade().tests();

    assertThat(grades).extracting(TestGrade::verdict).containsExactly("passed", "passed");
    assertThat(result("result.md"))
        .contains("| 09-small | 1 | 10 of 10 | 2 of 2 | passed |  |")
        .doesNotContain("| failed |");
    assertThat(result("TEST-result.xml")).contains("tests=\"2\" failures=\"0\"");
  }

  @Test
  void a_wrong_answer_fails_with_what_the_test_says() throws Exception {
    submit(one("return 2;"));

    LessonResult result = grade();
    TestGrade first = result.tests().get(0);

    assertThat(result.lesson()).isEqualTo("09-small");
    assertThat(result.score()).isZero();
    assertThat(result.max()).isEqualTo(10);
    assertThat(first.verdict()).isEqualTo("failed");
    assertThat(first.message()).startsWith("Expected: 1\nSeen: 2");
    assertThat(result("result.json")).contains("Expected: 1\\nSeen: 2");
    assertThat(result("result.md"))
        .contains("| 09-small | 1 | 0 of 10 | 0 of 2 | failed | a")
        .containsPattern(
            "\nStep 1, failed: `OneTest\\.a.*_call_returns_1`\n\n    Expected: 1\n    Seen: 2\n");
    assertThat(result("TEST-result.xml")).contains("Expected: 1\nSeen: 2");
  }

  @Test
  void what_does_not_compile_has_nothing_of_its_full_points_and_says_why() throws Exception {
    submit(one("return one;"));

    LessonResult result = grade();

    assertThat(result.score()).isZero();
    assertThat(result.max()).isEqualTo(10);
    assertThat(result.notCompiled())
        .containsExactly(
            new NotCompiled(
                "small/One.java",
                "line 2: cannot find symbol; symbol:   variable one; location: class small.One"));
    assertThat(result.tests())
        .hasSize(2)
        .extracting(TestGrade::message)
        .containsOnly("it did not run: no file of the submission compiles");
    assertThat(result("result.md"))
        .contains("| 09-small | 1 | 0 of 10 | 0 of 2 | not run |  |")
        .doesNotContain("Step 1")
        .contains("These files were not used:\n\n    small/One.java: line 2: cannot find symbol")
        .doesNotContain("The tests ran");
  }

  @Test
  void a_file_that_does_not_compile_costs_only_what_depends_on_it() throws Exception {
    submit(one("return 1;"));
    submit("Two.java", "package small;\nclass Two { oops }\n");

    LessonResult result = grade();

    assertThat(result.score()).isEqualTo(10);
    assertThat(result.notCompiled())
        .extracting(NotCompiled::file)
        .containsExactly("small/Two.java");
  }

  @Test
  void the_skeleton_stands_in_for_a_file_that_does_not_compile_or_is_missing() throws Exception {
    skeleton("One.java", one("return 1;"));
    skeleton("Two.java", "package small;\nclass Two {}\n");
    submit("Three.java", "package small;\nclass Three { int three = new Four().x; }\n");
    submit("Four.java", "package small;\nclass Four { oops }\n");
    submit("Five.java", "package small;\nclass Five {}\n");

    LessonResult result = grade();

    assertThat(result.score()).isEqualTo(10);
    assertThat(result.notCompiled())
        .extracting(NotCompiled::file)
        .containsExactly("small/One.java", "small/Two.java", "small/Four.java", "small/Three.java");
  }

  @Test
  void the_skeleton_stands_in_for_a_file_that_lacks_its_class() throws Exception {
    skeleton("One.java", one("return 1;"));
    skeleton("Two.java", "package small;\nclass Two {}\n");
    submit("One.java", one("return 2;").replace("package small;", ""));
    submit("Two.java", "package small;\nclass Two {}\n");

    LessonResult result = grade();

    assertThat(result.score()).isEqualTo(10);
    assertThat(result.notCompiled())
        .containsExactly(
            new NotCompiled("small/One.java", "it does not declare the class small.One"));
    assertThat(result("result.md"))
        .contains("The tests ran with the skeleton's files of the same names, if any:")
        .contains("\n    small/One.java: it does not declare the class small.One");
  }

  @Test
  void what_is_in_two_checkouts_or_packed_is_said() throws Exception {
    Files.createDirectories(submission.resolve("a/lessons"));
    Files.createDirectories(submission.resolve("b/lessons"));
    assertThat(grade().note())
        .isEqualTo("the submission has more than one folder with lessons: a, b");

    Path packed = Files.createDirectories(course.resolve("packed"));
    Files.createFile(packed.resolve("answers.zip"));
    assertThat(SubmissionGrading.grade(lesson, packed, classPath(), Weights.equal()).note())
        .startsWith("the submission has no folder lessons/09-small")
        .endsWith(", but the file answers.zip: it must be unpacked");
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_cost_nothing() throws Exception {
    submit("\uFEFF" + one("return 1;").replace("\n", "\r\n"));

    assertThat(grade().score()).isEqualTo(10);
  }

  @Test
  void a_comment_in_another_encoding_costs_nothing_and_the_console_stays_clean() throws Exception {
    submit(one("/* caf\u00e9 */ return 1;").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(errorOutputOf(this::grade)).isEmpty();
    assertThat(read().notCompiled()).isEmpty();
    assertThat(read().score()).isEqualTo(10);
  }

  @Test
  void a_file_in_utf_16_does_not_compile_and_the_result_says_why() throws Exception {
    submit(one("return 1;").getBytes(StandardCharsets.UTF_16));

    assertThat(errorOutputOf(this::grade)).isEmpty();
    assertThat(read().notCompiled())
        .containsExactly(
            new NotCompiled(
                "small/One.java",
                "line 1: illegal character: '\\ufffd'; "
                    + "line 1: unmappable character (0xFE) for encoding UTF-8"));
  }

  @Test
  void a_folder_around_the_checkout_costs_nothing() throws Exception {
    submit(one("return 1;"));
    Path around = course.resolve("around");
    Files.createDirectories(around.resolve("course-main"));
    Files.move(submission.resolve("lessons"), around.resolve("course-main/lessons"));

    assertThat(SubmissionGrading.grade(lesson, around, classPath(), Weights.equal()).score())
        .isEqualTo(10);
  }

  @Test
  void what_exits_fails_and_the_results_stand() throws Exception {
    submit(one("System.exit(0); return 1;"));

    assertThat(grade().tests())
        .hasSize(2)
        .allSatisfy(grade -> assertThat(grade.verdict()).isEqualTo("failed"))
        .extracting(TestGrade::message)
        .containsOnly(
            "Expected: the test ends.\n"
                + "Seen: its JVM ended with exit code 0 before the tests were done.\n"
                + "It ended while this test ran. Does your code call System.exit?\n"
                + "It wrote nothing.");
  }

  @Test
  void a_submission_without_the_lesson_has_nothing_of_its_full_points() throws Exception {
    LessonResult result = grade();

    assertThat(result.note())
        .isEqualTo("the submission has no folder " + Path.of(PATH).getParent().getParent());
    assertThat(result.score()).isZero();
    assertThat(result.max()).isEqualTo(10);
    assertThat(result.tests()).hasSize(2).extracting(TestGrade::verdict).containsOnly("not run");
    assertThat(result("result.md"))
        .contains("| 09-small | 1 | 0 of 10 | 0 of 2 | not run |  |")
        .contains("0 of 10 points: the submission has no folder ")
        .doesNotContain("Step 1");
  }

  @Test
  void weights_of_a_step_that_does_not_exist_are_refused() throws Exception {
    Files.createDirectories(lesson.dir().resolveSibling("08-other"));
    weighted("09-small.1 = 5\n08-other.7 = 3\n");
    for (String step : List.of("09-small.2", "09-smal.1", "07-other.1")) {
      assertThatThrownBy(() -> weighted("09-small.1 = 5\n" + step + " = 5\n"))
          .hasMessage("-Dweights: the course has no step " + step);
    }
  }

  private void weighted(String weights) throws Exception {
    Path file = Files.writeString(course.resolve("weights"), weights);
    new Grading(lesson, classPath(), Weights.read(file), course.resolve("plan"));
  }

  @Test
  void the_submission_is_left_as_it_was() throws Exception {
    submit(one("return 1;"));

    grade();

    try (var files = Files.walk(submission)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(submission.resolve(PATH));
    }
    assertThat(submission.resolve(PATH)).hasContent(one("return 1;"));
  }

  @Test
  void a_link_is_not_followed() throws Exception {
    submit(one("return 1;"));
    Path elsewhere =
        Files.writeString(course.resolve("Secret.java"), "package small; class Secret {}");
    Files.createSymbolicLink(submission.resolve(PATH).resolveSibling("Secret.java"), elsewhere);

    grade();

    assertThat(lesson.dir().resolve("target/grading/sources/small/One.java")).exists();
    assertThat(lesson.dir().resolve("target/grading/sources/small/Secret.java")).doesNotExist();
  }

  private static String one(String body) {
    return "package small;\npublic class One { static int get() { " + body + " } }\n";
  }

  /** What is written to the standard error output in the meantime. */
  private static String errorOutputOf(Callable<?> call) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      System.setErr(err);
      call.call();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void submit(byte[] code) throws IOException {
    Files.createDirectories(submission.resolve(PATH).getParent());
    Files.write(submission.resolve(PATH), code);
  }

  private void submit(String code) throws IOException {
    submit("One.java", code);
  }

  private void submit(String file, String code) throws IOException {
    write(submission.resolve(PATH).resolveSibling(file), code);
  }

  private void skeleton(String file, String code) throws IOException {
    write(lesson.sources().resolve("small").resolve(file), code);
  }

  private static void write(Path file, String code) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, code);
  }

  private String classPath() throws Exception {
    return lesson.compiledTests() + File.pathSeparator + ClassPath.ofCaller();
  }

  private LessonResult grade() throws Exception {
    return SubmissionGrading.grade(lesson, submission, classPath(), Weights.equal());
  }

  private LessonResult read() throws IOException {
    return LessonResult.of(result("result.json"));
  }

  private String result(String name) throws IOException {
    return Files.readString(lesson.dir().resolve("target/grading").resolve(name));
  }
}
