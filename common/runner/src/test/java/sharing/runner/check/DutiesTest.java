package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.Lesson;
import sharing.runner.TestResult;

/** Each thing that a whole lesson has is taken away once, and the check names it. */
class DutiesTest {
  private static final String SLUG = "09-barrier";

  @TempDir private Path course;

  @BeforeEach
  void makeWholeLesson() throws IOException {
    for (String parent : List.of("lessons", "solutions")) {
      Files.createDirectories(course.resolve(parent));
      Files.writeString(
          course.resolve(parent + "/pom.xml"),
          "<project>\n  <modules>\n  </modules>\n</project>\n");
    }
    Files.createDirectories(course.resolve("common"));
    NewLesson.write(course, SLUG);
    for (String text : List.of("lessons/%s/README.md", "lessons/%s/HINTS.md")) {
      replace(text.formatted(SLUG), "TODO", "All");
    }
    replace("solutions/09-barrier/NOTES.md", "TODO", "60");
    Files.writeString(
        course.resolve("README.md"), "| [09-barrier](lessons/09-barrier/README.md) | all |\n");
    Files.writeString(
        course.resolve("lessons/09-barrier/report.json"), "{\"sections\": [{\"title\": \"One\"}]}");
    for (int i = 1; i < 8; i++) {
      copy("mistakes/volatile-field.md", "mistakes/other-" + i + ".md", "count++", "count += " + i);
    }
    for (int i = 1; i < 4; i++) {
      copy(
          "alternatives/synchronized-methods.md",
          "alternatives/other-" + i + ".md",
          "count++",
          "count += 1 + " + i + " - " + i);
    }
  }

  private void copy(String from, String to, String old, String changed) throws IOException {
    String text = Files.readString(course.resolve("solutions/09-barrier/" + from));
    assertThat(text).contains(old);
    Files.writeString(course.resolve("solutions/09-barrier/" + to), text.replace(old, changed));
  }

  private void replace(String file, String old, String changed) throws IOException {
    String text = Files.readString(course.resolve(file));
    assertThat(text).contains(old);
    Files.writeString(course.resolve(file), text.replace(old, changed));
  }

  private List<String> missing() throws IOException {
    TestResult test =
        new TestResult(
            1,
            "",
            "TallyTest",
            "no_add_is_lost_when_two_threads_add",
            "",
            TestResult.Status.PASSED,
            null,
            "",
            0);
    return Duties.missing(new Lesson(course.resolve(Path.of("solutions", SLUG))), List.of(test));
  }

  @Test
  void a_whole_lesson_lacks_nothing() throws IOException {
    assertThat(missing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lessons/09-barrier/README.md",
        "lessons/09-barrier/HINTS.md",
        "lessons/09-barrier/report.json",
        "solutions/09-barrier/NOTES.md",
        "solutions/09-barrier/contract.tsv",
        "lessons/pom.xml",
        "README.md"
      })
  void a_file_that_is_missing_is_named(String file) throws IOException {
    Files.delete(course.resolve(file));
    assertThat(missing()).hasSize(1).first().asString().startsWith(file + ": it is missing, and ");
  }

  @ParameterizedTest
  @CsvSource({
    "lessons/09-barrier/README.md, ## The idea, ## Ideas, it lacks the section \"The idea\"",
    "lessons/09-barrier/README.md, mvn test -pl, mvn test, it lacks the command that runs the tests",
    "lessons/09-barrier/README.md, Each Javadoc is the contract., |---|---|, its figures need the JDK",
    "lessons/09-barrier/HINTS.md, ## Step 1, ## Step 2, step 1 has no hint for no_add_is_lost",
    "lessons/09-barrier/HINTS.md, `no_add_is, `an_add_is, there is no such test",
    "lessons/09-barrier/report.json, sections, chapters, it has no entry in sections or addedRows",
    "solutions/09-barrier/NOTES.md, Plan 60, Take 60, it lacks a line with the time to plan",
    "solutions/09-barrier/NOTES.md, ## Aims, ## Goals, it lacks the section \"Aims\"",
    "solutions/pom.xml, <module>, <modul>, it lacks the module",
    "README.md, 09-barrier](, 09](, it lacks the lesson's row",
    "solutions/09-barrier/mistakes/other-3.md, += 3;, += 2; // two, it makes the same code as",
    "solutions/09-barrier/mistakes/other-3.md, Adding, TODO adding, it still says TODO in line 3"
  })
  void a_text_that_lacks_something_is_named(String file, String old, String changed, String what)
      throws IOException {
    replace(file, old, changed);
    assertThat(missing()).isNotEmpty().first().asString().contains(file, what);
  }

  @Test
  void pages_that_make_the_same_code_do_not_count_twice() throws IOException {
    for (int i = 2; i < 8; i++) {
      replace("solutions/09-barrier/mistakes/other-" + i + ".md", "+= " + i, "+= 1");
    }
    assertThat(missing())
        .hasSize(7)
        .last()
        .asString()
        .endsWith("a lesson needs at least 8 different pages without a line Needs, and this has 2");
  }

  @Test
  void a_page_that_needs_a_newer_jdk_does_not_count() throws IOException {
    String file = "solutions/09-barrier/alternatives/other-3.md";
    replace(file, "\n`Tally.java`", "\n- Needs: `JDK 21`\n\n`Tally.java`");
    assertThat(missing())
        .hasSize(1)
        .first()
        .asString()
        .endsWith("a lesson needs at least 4 different pages without a line Needs, and this has 3");
  }

  @Test
  void a_benchmark_with_its_baselines_is_asked_for() throws IOException {
    String file = "lessons/09-barrier/src/jmh/java/sharing/barrier/TallyBenchmark.java";
    replace(file, "baselineAgain(", "again(");
    assertThat(missing())
        .hasSize(1)
        .first()
        .asString()
        .contains("baselineAgain: it shows the noise");
    Files.delete(course.resolve(file));
    assertThat(missing()).hasSize(1).first().asString().endsWith("there is no benchmark");
  }

  @Test
  void a_demonstration_has_its_command_in_the_readme() throws IOException {
    Path demo = course.resolve("lessons/09-barrier/src/test/java/sharing/barrier/demo");
    Files.createDirectories(demo);
    Files.writeString(demo.resolve("Demonstration.java"), "class Demonstration {}");
    assertThat(missing()).hasSize(1).first().asString().contains("-Ddemo");
  }

  @Test
  void a_lesson_that_starts_processes_is_killed_in_ci() throws IOException {
    Files.createDirectories(course.resolve(".ci"));
    Files.writeString(course.resolve(".ci/run"), ".ci/leftovers 08-other 4\n");
    replace(
        "solutions/09-barrier/src/main/java/sharing/barrier/Tally.java",
        "count.get()",
        "new ProcessBuilder().hashCode()");
    assertThat(missing()).hasSize(1).first().asString().contains(".ci/leftovers 09-barrier");
  }
}
