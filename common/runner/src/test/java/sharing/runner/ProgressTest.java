package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.runner.TestResult.Status;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.threads.ProcessorTime;

/** Pins the line by which a student sees how far a lesson is. */
@ProcessorTime(seconds = 60)
class ProgressTest {
  private static final Lesson LESSON = new Lesson(Path.of("lessons", "04-flags"));

  @Test
  void a_lesson_of_which_all_tests_pass_is_done() {
    assertThat(line(Optional.empty(), test(1, Status.PASSED), test(2, Status.PASSED)))
        .isEqualTo("  04-flags           2 of 2 steps  done");
  }

  @Test
  void the_first_step_that_is_not_done_is_next() {
    assertThat(line(Optional.empty(), test(1, Status.PASSED), test(2, Status.FAILED)))
        .isEqualTo("  04-flags           1 of 2 steps  next: step 2, title 2");
  }

  @Test
  void a_step_with_one_red_test_is_not_done() {
    assertThat(line(Optional.empty(), test(1, Status.PASSED), test(1, Status.FAILED)))
        .isEqualTo("  04-flags           0 of 1 steps  next: step 1, title 1");
  }

  @Test
  void what_did_not_run_is_not_done() {
    assertThat(line(Optional.of("ended"), test(1, Status.PASSED), test(2, Status.NOT_RUN)))
        .isEqualTo("  04-flags           1 of 2 steps  next: step 2, title 2");
    assertThat(line(Optional.of("ended with exit code 1")))
        .isEqualTo("  04-flags           0 of 0 steps  not run: the JVM ended with exit code 1");
  }

  @Test
  void a_lesson_is_compiled_without_a_word_of_the_compiler(@TempDir Path course) throws Exception {
    SmallLesson small = new SmallLesson(course);
    TemporaryFolder.delete(small.lesson().dir().resolve("target"));
    small.answer(course, "private int count;", "private int count; java.util.List raw;");
    assertThat(printed(small)).isEqualTo("  09-small           4 of 4 steps  done\n");
    small.answer(course, "count++;", "count++");
    assertThat(printed(small)).isEqualTo("  09-small           does not compile\n");
    small.answer(course, "void countInThreads(", "void countWithThreads(");
    assertThat(printed(small)).isEqualTo("  09-small           does not compile\n");
  }

  /** All that is written while a lesson's line is made, and the line. */
  private static String printed(SmallLesson small) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream all = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(all);
      System.setErr(all);
      all.print(Progress.line(small.lesson(), small.classPath()) + "\n");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String line(Optional<String> ending, TestResult... tests) {
    return Progress.line(LESSON, new TestRun(List.of(tests), ending, "", Optional.empty(), 0));
  }

  private static TestResult test(int step, Status status) {
    return new TestResult(step, "title " + step, "ATest", "a_test", "a rule", status, null, "", 0);
  }
}
