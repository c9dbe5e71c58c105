package sharing.runner.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sharing.runner.edition.SmallCourse.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.testkit.threads.ProcessorTime;

/** What students get of a course, and how an edition follows the course. */
@ProcessorTime(seconds = 60)
class StudentEditionTest {
  @TempDir private Path temporary;
  private SmallCourse course;
  private Path folder;

  @BeforeEach
  void aCourse() throws Exception {
    course = new SmallCourse(temporary.resolve("course"));
    folder = temporary.resolve("edition");
  }

  @Test
  void it_holds_what_students_need_and_nothing_else() throws Exception {
    assertThat(course.edition(folder)).contains("9 files, the first edition");
    assertThat(git(folder, "ls-files").lines())
        .containsExactly(
            ".gitattributes",
            "LICENSE",
            "README.md",
            "common/core/src/main/java/Given.java",
            "docs/report/index.html",
            "docs/report/picture.png",
            SmallCourse.HINTS,
            SmallCourse.SKELETON,
            "pom.xml");
    assertThat(git(folder, "status", "--porcelain")).as("what is not committed").isEmpty();
    assertThat(git(folder, "symbolic-ref", "--short", "HEAD")).isEqualTo("main");
    assertThat(folder.resolve("docs/report/picture.png"))
        .hasSameBinaryContentAs(course.root().resolve("docs/report/picture.png"));
  }

  @Test
  void lines_between_the_markers_are_left_out() throws Exception {
    course.edition(folder);
    assertThat(folder.resolve("README.md"))
        .hasContent(
            """
            # Small

            | to | type |
            |---|---|
            | run it | `mvn test` |

            Begin with [the lesson](lessons/01-small/HINTS.md).

            ## Licence
            """);
  }

  @Test
  void the_next_edition_is_one_more_commit_and_keeps_what_the_instructor_has_added()
      throws Exception {
    course.edition(folder);
    Files.writeString(folder.resolve("DATES.md"), "Hand in by Friday.\n");
    SmallCourse.commitIn(folder, "Dates");
    Files.delete(course.root().resolve("LICENSE"));
    course.write(SmallCourse.HINTS, "1. Think twice.\n");
    course.commit("A better hint");

    assertThat(course.edition(folder)).contains("2 files changed, 1 insertion(+), 2 deletions(-)");
    assertThat(git(folder, "log", "--format=%s").lines()).hasSize(3);
    assertThat(git(folder, "log", "-1", "--format=%b"))
        .isEqualTo("Edition-Of: " + git(course.root(), "rev-parse", "HEAD"));
    assertThat(folder.resolve(SmallCourse.HINTS)).hasContent("1. Think twice.\n");
    assertThat(folder.resolve("DATES.md")).exists();
    assertThat(folder.resolve("LICENSE")).doesNotExist();
  }

  @Test
  void what_changes_only_for_instructors_makes_no_commit() throws Exception {
    course.edition(folder);
    course.write(SmallCourse.SOLUTION, "class Small { int right; }\n");
    course.commit("A better solution");
    assertThat(course.edition(folder)).endsWith("nothing has changed for students.");
    assertThat(git(folder, "log", "--format=%s").lines()).hasSize(1);
  }

  @Test
  void a_clone_of_an_empty_repository_becomes_an_edition() throws Exception {
    Path published = temporary.resolve("published");
    git(temporary, "init", "-q", "--bare", "published");
    git(temporary, "clone", "-q", published.toString(), folder.toString());
    course.edition(folder);
    git(folder, "push", "-q", published.toString(), "main");
    assertThat(git(published, "ls-tree", "--name-only", "main").lines()).contains("lessons");
  }

  @Test
  void a_student_takes_a_new_edition_by_a_pull_and_keeps_the_answer() throws Exception {
    Path student = answered("  // TODO step 1\n", "  int answer;\n");
    course.write(SmallCourse.HINTS, "1. Think twice.\n");
    course.write(
        SmallCourse.SKELETON, "class Small {\n  // TODO step 1\n\n  // The very end.\n}\n");
    course.commit("Plainer words");
    course.edition(folder);

    git(student, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main");
    assertThat(student.resolve(SmallCourse.HINTS)).hasContent("1. Think twice.\n");
    assertThat(student.resolve(SmallCourse.SKELETON))
        .hasContent("class Small {\n  int answer;\n\n  // The very end.\n}\n");
  }

  @Test
  void a_pull_conflicts_where_the_exercise_itself_has_changed() throws Exception {
    Path student = answered("  // TODO step 1\n", "  int answer;\n");
    course.write(
        SmallCourse.SKELETON, "class Small {\n  // TODO step 1, with care\n\n  // The end.\n}\n");
    course.commit("Another exercise");
    course.edition(folder);

    Git.Answer pull = Git.in("git", student).ask("pull", "-q", "--no-rebase", "origin", "main");
    assertThat(pull.isYes()).isFalse();
    assertThat(git(student, "diff", "--name-only", "--diff-filter=U"))
        .isEqualTo(SmallCourse.SKELETON);
  }

  private Path answered(String todo, String answer) throws Exception {
    course.edition(folder);
    Path student = temporary.resolve("student");
    git(temporary, "clone", "-q", folder.toString(), student.toString());
    git(student, "config", "user.name", "Ben");
    git(student, "config", "user.email", "ben@host");
    Path file = student.resolve(SmallCourse.SKELETON);
    Files.writeString(file, Files.readString(file).replace(todo, answer));
    SmallCourse.commitIn(student, "My answer");
    return student;
  }

  @Test
  void a_text_that_points_to_a_solution_is_refused() throws Exception {
    course.write(
        SmallCourse.HINTS, "1. See solutions/01-small, or [this](../../docs/authors.md).\n");
    course.commit("Too good a hint");
    refused("These texts point to what students do not get:")
        .contains(SmallCourse.HINTS + ": 1. See solutions/01-small, or")
        .contains(SmallCourse.HINTS + ": a link to ../../docs/authors.md");
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_marker_without_its_partner_is_refused() throws Exception {
    course.write(SmallCourse.HINTS, "1. Think.\n<!-- instructors -->\n");
    course.commit("No end");
    refused(SmallCourse.HINTS + " has <!-- instructors --> without <!-- /instructors --> after it");
    course.write(SmallCourse.HINTS, "1. Think.\n<!-- /instructors -->\n");
    course.commit("No beginning");
    refused(
        SmallCourse.HINTS + " has <!-- /instructors --> without <!-- instructors --> before it");
  }

  @Test
  void an_answer_that_is_not_committed_is_refused() throws Exception {
    course.write(SmallCourse.SKELETON, "class Small { int answer; }\n");
    refused("these files have changes that are not:\n  " + SmallCourse.SKELETON);
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_folder_with_anything_else_in_it_is_refused_and_left_as_it_was() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("thesis.txt"), "Mine.\n");
    refused(folder + " is not empty, and is not a student edition of the course.");
    git(folder, "init", "-q");
    refused("is not a student edition");
    SmallCourse.commitIn(folder, "Mine");
    refused("is not a student edition");
    assertThat(git(folder, "log", "--format=%s")).isEqualTo("Mine");
    assertThat(folder).isDirectoryNotContaining("glob:**/README.md");
  }

  @Test
  void the_course_itself_is_refused() throws Exception {
    folder = course.root();
    refused("is not a student edition");
  }

  @Test
  void an_edition_with_changes_of_its_own_is_refused() throws Exception {
    course.edition(folder);
    Files.writeString(folder.resolve("README.md"), "Mine.\n");
    refused(folder + " has changes that are not committed:\n  M README.md");
    git(folder, "checkout", "-q", "--", ".");
    git(folder, "checkout", "-q", "-b", "mine");
    refused("is not on the branch main");
  }

  @Test
  void no_link_is_followed() throws Exception {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(folder, elsewhere);
    refused(folder + " is a link.");
    Files.delete(folder);

    course.edition(folder);
    Files.createSymbolicLink(folder.resolve("lessons/02-next"), elsewhere);
    course.write("lessons/02-next/HINTS.md", "1. Think.\n");
    course.commit("Another lesson");
    refused("lessons/02-next");
    Files.delete(folder.resolve("lessons/02-next"));

    Files.move(folder.resolve("lessons"), temporary.resolve("lessons"));
    Files.createSymbolicLink(folder.resolve("lessons"), elsewhere);
    refused("has changes that are not committed");
    assertThat(elsewhere).isEmptyDirectory();

    git(folder, "config", "core.worktree", elsewhere.toString());
    refused("has changes that are not committed");
    Files.delete(folder.resolve("lessons"));
    Files.move(temporary.resolve("lessons"), folder.resolve("lessons"));
    course.edition(folder);
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(folder.resolve("lessons/02-next/HINTS.md")).exists();
  }

  @Test
  void a_repository_that_is_elsewhere_is_refused() throws Exception {
    Path elsewhere = temporary.resolve("elsewhere");
    course.edition(folder);
    Files.move(folder.resolve(".git"), elsewhere);
    Files.createSymbolicLink(folder.resolve(".git"), elsewhere);
    refused("is not a student edition");
    Files.delete(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git"), "gitdir: " + elsewhere + "\n");
    refused("is not a student edition");
  }

  @Test
  void a_link_in_the_course_is_refused() throws Exception {
    Files.createSymbolicLink(
        course.root().resolve("lessons/answers"), course.root().resolve("solutions"));
    course.commit("A link");
    refused("lessons/answers is a link. A student edition cannot contain links.");
  }

  @Test
  void an_option_without_a_folder_and_a_machine_without_git_are_told_so() {
    for (String typed : List.of("true", "")) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> StudentEdition.write(course.root(), typed, "git"))
          .withMessageContaining("-Dstudent needs a folder");
    }
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> StudentEdition.write(course.root(), folder.toString(), "no-such-git"))
        .withMessageContaining("Git cannot be started here (no-such-git). Install it");
    assertThat(folder).doesNotExist();
  }

  private org.assertj.core.api.AbstractStringAssert<?> refused(String sentence) {
    RefusedException e =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            RefusedException.class, () -> course.edition(folder));
    return assertThat(e).as("the refusal").isNotNull().message().contains(sentence);
  }
}
