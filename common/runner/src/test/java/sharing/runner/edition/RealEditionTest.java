package sharing.runner.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sharing.testkit.threads.ProcessorTime;

/** What students would get of this course, as its files are now. */
@ProcessorTime(seconds = 60)
class RealEditionTest {
  private static final Path COURSE = Path.of("..", "..").toAbsolutePath().normalize();
  private static EditionFiles files;

  @BeforeAll
  static void readTheCourse() throws Exception {
    files = EditionFiles.of(COURSE, Git.in("git", COURSE));
  }

  @Test
  void no_text_points_to_what_students_do_not_get() {
    assertThat(files.pointers()).isEmpty();
  }

  @Test
  void every_lesson_is_in_it() throws Exception {
    try (Stream<Path> lessons = Files.list(COURSE.resolve("lessons"))) {
      List<String> readmes =
          lessons
              .filter(folder -> Files.exists(folder.resolve("README.md")))
              .map(folder -> "lessons/" + folder.getFileName() + "/README.md")
              .toList();
      assertThat(readmes).hasSizeGreaterThan(7);
      assertThat(files.missing(readmes)).isEmpty();
    }
  }

  @Test
  void maven_has_no_module_and_no_profile_that_needs_a_solution() {
    assertThat(files.text("pom.xml"))
        .contains("<module>lessons</module>", "<id>bench</id>", "<id>progress</id>")
        .doesNotContain("<module>solutions</module>", "<module>docs</module>")
        .doesNotContain("<id>instructor</id>", "<id>student</id>", "<id>grading</id>");
    assertThat(files.text("common/pom.xml")).doesNotContain("instructor");
    assertThat(files.text("common/runner/pom.xml")).doesNotContain("sharing.runner.edition");
  }

  @Test
  void its_readme_says_how_to_take_a_new_version() {
    assertThat(files.text("README.md"))
        .contains("git pull --no-rebase origin main")
        .doesNotContain("For instructors", "For authors");
  }
}
