package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.TemporaryFolder;
import sharing.testkit.threads.ProcessorTime;

/** Pins what {@code -Ddemo} does: with a demonstration, without one, and with one that fails. */
@ProcessorTime(seconds = 60)
class DemonstrationsTest {
  @TempDir Path course;
  private SmallLesson small;
  private boolean isShown;

  @BeforeEach
  void aLesson() throws Exception {
    small = new SmallLesson(course);
  }

  @Test
  void what_it_prints_is_shown_before_the_command_that_comes_next() throws Exception {
    demonstrate("System.out.println(\"  It goes wrong.\");");
    assertThat(printed(Demonstrations.BOUND))
        .isEqualTo("  It goes wrong.\n\n  Then run\n    mvn test -pl lessons/09-small\n");
    assertThat(isShown).isTrue();
  }

  @Test
  void it_is_no_test() throws Exception {
    demonstrate("");
    assertThat(small.report()).contains("4 of 4 steps done").doesNotContain("own tests");
  }

  @Test
  void a_lesson_without_one_says_which_lessons_have_one() throws Exception {
    Path other = course.resolve("lessons/08-other/src/test/java/other");
    Files.createFile(course.resolve("lessons/pom.xml"));
    assertThat(printed(Demonstrations.BOUND))
        .isEqualTo("\nlessons/09-small has no demonstration; no lesson has one.\n\n");
    Files.createDirectories(other);
    Files.createFile(other.resolve("Demonstration.java"));
    assertThat(printed(Demonstrations.BOUND))
        .isEqualTo(
            "\nlessons/09-small has no demonstration; these lessons have one: lessons/08-other.\n\n");
    assertThat(isShown).isFalse();
  }

  @Test
  void one_that_hangs_is_ended_and_leaves_nothing() throws Exception {
    demonstrate(
        "System.out.println(\"begins\"); new java.util.concurrent.CountDownLatch(1).await();");
    // It may be ended before it has printed anything.
    assertThat(printed(Duration.ofSeconds(2)))
        .endsWith("\nThe demonstration of lessons/09-small was stopped after 2 s: it hangs.\n\n")
        .doesNotContain("Then run");
    assertThat(isShown).isFalse();
    assertThat(TemporaryFolder.at(small.lesson().dir().resolve("target/demo"))).doesNotExist();
  }

  @Test
  void one_that_throws_fails_with_its_stack_trace() throws Exception {
    demonstrate("throw new IllegalStateException(\"no columns\");");
    assertThat(printed(Demonstrations.BOUND))
        .contains("IllegalStateException: no columns")
        .endsWith("\nThe demonstration of lessons/09-small ended with exit code 1.\n\n");
    assertThat(isShown).isFalse();
  }

  @Test
  void a_lesson_that_does_not_compile_has_the_report_that_says_so() throws Exception {
    demonstrate("");
    small.answer(course, "count++;", "count++");
    assertThat(printed(Demonstrations.BOUND)).contains("lessons/09-small: does not compile");
    assertThat(isShown).isFalse();
  }

  @Test
  void another_option_beside_it_is_refused() {
    assertThat(LoneOption.DEMO.fault(option -> null)).isEmpty();
    assertThat(LoneOption.DEMO.fault(option -> option.equals("step") ? "2" : null))
        .isEqualTo(Optional.of("-Ddemo runs no tests, so it cannot be combined with -Dstep."));
  }

  private void demonstrate(String body) throws Exception {
    small.addTest(
        "Demonstration",
        "package small; public class Demonstration {"
            + " public static void main(String[] none) throws Exception { "
            + body
            + " } }");
  }

  private String printed(Duration bound) throws Exception {
    small.compile();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      isShown = Demonstrations.print(small.lesson(), small.classPath(), bound, out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
