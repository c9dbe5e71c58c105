package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins what a student reads after each save. */
class WatchTest {
  @TempDir Path course;
  private Lesson lesson;
  private Watch watch;

  @BeforeEach
  void aLessonOfTwoSteps() throws Exception {
    lesson = new Lesson(course.resolve("lessons/09-small"));
    Path tests = Files.createDirectories(course.resolve("tests"));
    save(tests, 1, 1);
    for (int step = 1; step <= 2; step++) {
      Files.writeString(
          tests.resolve("Step" + step + "Test.java"),
          """
          package small;
          import org.junit.jupiter.api.*;
          @Order(%1$d)
          @DisplayName("Number %1$d")
          class Step%1$dTest {
            @Test @sharing.testkit.Rule("right") void it_is_right() { Assertions.assertEquals(%1$d, Small.step%1$d()); }
          }
          """
              .formatted(step));
    }
    Path classes =
        Variant.compile("tests", tests, ClassPath.ofCaller(), course.resolve("work")).classes();
    Files.delete(classes.resolve("small/Small.class"));
    Files.createDirectories(lesson.compiledTests().getParent());
    Files.move(classes, lesson.compiledTests());
    watch = new Watch(lesson, ClassPath.ofCaller() + File.pathSeparator + lesson.compiledTests());
  }

  @Test
  void the_first_verdict_is_about_all_steps() throws Exception {
    save(1, 3);
    assertThat(watch.verdict())
        .contains("1 of 2 steps done")
        .contains("Step 2: it is right")
        .contains("Expected: 2\n    Seen: 3\n");
  }

  @Test
  void the_step_that_was_red_comes_first_and_alone() throws Exception {
    save(1, 3);
    watch.verdict();
    save(0, 4);
    assertThat(watch.verdict())
        .doesNotContain("steps done")
        .doesNotContain("Step 1")
        .contains("Expected: 2\n    Seen: 4\n");
  }

  @Test
  void when_it_is_green_all_steps_are_run() throws Exception {
    save(1, 3);
    watch.verdict();
    save(0, 2);
    assertThat(watch.verdict()).contains("1 of 2 steps done").contains("Step 1: it is right");
    save(1, 2);
    assertThat(watch.verdict()).contains("2 of 2 steps done");
  }

  @Test
  void what_does_not_compile_is_shown_and_the_watch_goes_on() throws Exception {
    save(1, 2);
    Files.writeString(
        lesson.sources().resolve("small/Small.java"), "package small;\nclass Small {");
    assertThat(watch.verdict())
        .contains("lessons/09-small: does not compile")
        .contains("src/main/java/small/Small.java:2")
        .contains("reached end of file");
    save(1, 2);
    assertThat(watch.verdict()).contains("2 of 2 steps done");
  }

  private void save(int one, int two) throws Exception {
    save(Files.createDirectories(lesson.sources().resolve("small")), one, two);
  }

  private static void save(Path folder, int one, int two) throws Exception {
    Files.writeString(
        folder.resolve("Small.java"),
        """
        package small;
        class Small {
          static int step1() { return %d; }
          static int step2() { return %d; }
        }
        """
            .formatted(one, two));
  }
}
