package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.Grading.Grade;

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

    List<Grade> grades = grade();

    assertThat(grades).extracting(Grade::verdict).containsExactly("passed", "passed");
    assertThat(result("result.md"))
        .contains("| 09-small | 1 | 2 of 2 | passed |  |")
        .doesNotContain("| failed |");
    assertThat(result("TEST-result.xml")).contains("tests=\"2\" failures=\"0\"");
  }

  @Test
  void a_wrong_answer_fails_with_what_the_test_says() throws Exception {
    submit(one("return 2;"));

    Grade first = grade().get(0);

    assertThat(first.lesson()).isEqualTo("09-small");
    assertThat(first.step()).isEqualTo(1);
    assertThat(first.verdict()).isEqualTo("failed");
    assertThat(first.message()).startsWith("Expected: 1\nSeen: 2");
    assertThat(result("result.json")).contains("Expected: 1\\nSeen: 2");
    assertThat(result("result.md")).contains("| 09-small | 1 | 0 of 2 | failed | a");
    assertThat(result("TEST-result.xml")).contains("Expected: 1\nSeen: 2");
  }

  @Test
  void what_does_not_compile_fails_with_what_the_compiler_says() throws Exception {
    submit(one("return one;"));

    assertThat(grade().get(0).message())
        .startsWith(
            "the submission does not compile:\n"
                + Path.of("small", "One.java")
                + ":2: error: cannot find symbol");
    assertThat(result("result.md")).contains("| 09-small | - | none ran | failed |");
  }

  @Test
  void what_exits_fails_and_the_results_stand() throws Exception {
    submit(one("System.exit(0); return 1;"));

    assertThat(grade())
        .hasSize(2)
        .allSatisfy(grade -> assertThat(grade.verdict()).isEqualTo("failed"))
        .extracting(Grade::message)
        .containsOnly(
            "Expected: the test ends.\n"
                + "Seen: its JVM ended with exit code 0 before the tests were done.\n"
                + "It ended while this test ran. Does your code call System.exit?\n"
                + "It wrote nothing.");
  }

  @Test
  void a_submission_without_the_lesson_fails() throws Exception {
    assertThat(grade())
        .extracting(Grade::message)
        .containsExactly(
            "the submission has no folder " + Path.of(PATH).getParent().getParent().toString());
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

  private void submit(String code) throws IOException {
    Path file = submission.resolve(PATH);
    Files.createDirectories(file.getParent());
    Files.writeString(file, code);
  }

  private List<Grade> grade() throws Exception {
    return new Grading(lesson, submission)
        .grade(lesson.compiledTests() + java.io.File.pathSeparator + ClassPath.ofCaller())
        .grades();
  }

  private String result(String name) throws IOException {
    return Files.readString(lesson.dir().resolve("target/grading").resolve(name));
  }
}
