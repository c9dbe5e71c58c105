package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sharing.runner.Lesson;
import sharing.runner.TestResult;

class NewLessonTest {
  private static final String POM =
      """
      <project>
        <modules>
          <module>01-first</module>
          <module>05-fifth</module>
        </modules>
      </project>
      """;

  @TempDir private Path course;

  @BeforeEach
  void makeCourse() throws IOException {
    for (String parent : List.of("lessons", "solutions")) {
      Files.createDirectories(course.resolve(parent + "/01-first/src/main/java/sharing/first"));
      Files.createDirectories(course.resolve(parent + "/05-fifth"));
      Files.writeString(course.resolve(parent + "/pom.xml"), POM);
    }
    Files.createDirectories(course.resolve("common/core/src/main/java/sharing/common"));
    Files.writeString(course.resolve("README.md"), "# A course\n");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(course)) {
      return all.filter(Files::isRegularFile).map(course::relativize).sorted().toList();
    }
  }

  @Test
  void a_new_lesson_has_its_files_and_is_a_module_in_its_place() throws IOException {
    NewLesson.write(course, "03-round-robin");
    assertThat(files())
        .contains(
            Path.of("lessons/03-round-robin/README.md"),
            Path.of("lessons/03-round-robin/src/main/java/sharing/roundrobin/Tally.java"),
            Path.of("lessons/03-round-robin/src/jmh/java/sharing/roundrobin/TallyBenchmark.java"),
            Path.of("solutions/03-round-robin/mistakes/volatile-field.md"),
            Path.of("solutions/03-round-robin/.mvn/maven.config"));
    for (String parent : List.of("lessons", "solutions")) {
      assertThat(Files.readAllLines(course.resolve(parent + "/pom.xml")))
          .containsSubsequence(
              "    <module>01-first</module>",
              "    <module>03-round-robin</module>",
              "    <module>05-fifth</module>",
              "  </modules>");
      assertThat(course.resolve(parent + "/03-round-robin/.mvn/maven.config"))
          .content()
          .contains("\n" + parent + "/03-round-robin\n");
    }
    assertThat(course.resolve("lessons/03-round-robin/README.md"))
        .content()
        .startsWith("# 03 Round robin\n");
    for (Path file : files()) {
      assertThat(course.resolve(file)).content().doesNotContainPattern("@[a-z]+@");
    }
  }

  @Test
  void the_check_lists_what_a_new_lesson_still_needs() throws IOException {
    NewLesson.write(course, "09-barrier");
    Lesson solution = new Lesson(course.resolve(Path.of("solutions", "09-barrier")));
    List<TestResult> tests =
        Stream.of("one_thread_counts", "no_add_is_lost_when_two_threads_add")
            .map(
                name ->
                    new TestResult(
                        1, "", "TallyTest", name, "", TestResult.Status.PASSED, null, "", 0))
            .toList();
    assertThat(Duties.missing(solution, tests))
        .containsExactly(
            "lessons/09-barrier/README.md: it still says TODO in line 3, 7, 11, 28, 32, 36",
            "solutions/09-barrier/NOTES.md: it still says TODO in line 3, 9, 13, 17",
            "lessons/09-barrier/HINTS.md: it still says TODO in line 10",
            "solutions/09-barrier/mistakes: a lesson needs at least 8 different pages without a line Needs, and this has"
                + " 1",
            "solutions/09-barrier/alternatives: a lesson needs at least 4 different pages without a"
                + " line Needs, and this has 1",
            "lessons/09-barrier/report.json: it has no entry in sections or addedRows, so the report"
                + " shows nothing",
            "README.md: it lacks the lesson's row: | [09-barrier](lessons/09-barrier/README.md) |");
  }

  @ParameterizedTest
  @CsvSource({
    "9-barrier, -Dnew needs a number of two digits and a name",
    "barrier, -Dnew needs a number of two digits and a name",
    "09-Barrier, -Dnew needs a number of two digits and a name",
    "true, -Dnew needs a number of two digits and a name",
    "05-other, There is already a lesson with this number: lessons/05-fifth",
    "09-first, The package sharing.first is taken by lessons/01-first",
    "09-common, The package sharing.common is taken by common/core",
    "09-switch, A package cannot have the name of a keyword: switch"
  })
  void a_name_that_cannot_be_is_refused_and_nothing_is_written(String slug, String why)
      throws IOException {
    List<Path> before = files();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewLesson.write(course, slug))
        .withMessageContaining(why);
    assertThat(files()).isEqualTo(before);
  }
}
