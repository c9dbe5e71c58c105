package sharing.runner.edition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A course of a lesson, its solution and what belongs to them, in a Git repository. */
final class SmallCourse {
  static final String SKELETON = "lessons/01-small/src/main/java/Small.java";
  static final String HINTS = "lessons/01-small/HINTS.md";
  static final String SOLUTION = "solutions/01-small/src/main/java/Small.java";

  private final Path root;

  /**
   * Makes the course.
   *
   * @param root a folder that does not exist yet
   */
  SmallCourse(Path root) throws Exception {
    this.root = Files.createDirectories(root);
    git(root, "init", "-q");
    write(
        "README.md",
        """
        # Small

        | to | type |
        |---|---|
        | run it | `mvn test` |
        | see the answer | `git diff lessons solutions/01-small` | <!-- instructors --><!-- /instructors -->

        Begin with [the lesson](lessons/01-small/HINTS.md).

        <!-- instructors -->
        ## For instructors

        The answer is in `solutions/01-small`.

        <!-- /instructors -->
        ## Licence
        """);
    write(".gitattributes", "* text=auto eol=lf\n*.png binary\n");
    write("pom.xml", "<project/>\n");
    write("LICENSE", "Free.\n");
    write(SKELETON, "class Small {\n  // TODO step 1\n\n  // The end.\n}\n");
    write(HINTS, "1. Think.\n");
    write(SOLUTION, "class Small {}\n");
    write("solutions/01-small/NOTES.md", "What people get wrong.\n");
    write("common/core/src/main/java/Given.java", "class Given {}\n");
    write("common/core/src/test/java/GivenTest.java", "class GivenTest {}\n");
    write("common/runner/src/main/java/sharing/runner/check/Check.java", "class Check {}\n");
    write("docs/report/index.html", "<p>A report\n");
    write("docs/report/picture.png", "\0<!-- instructors -->");
    write("docs/authors.md", "How to write a lesson.\n");
    write(".ci/run", "mvn verify\n");
    commit("A course");
  }

  Path root() {
    return root;
  }

  /** Writes a file, and does not commit it. */
  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Commits all that is there. */
  void commit(String message) throws Exception {
    commitIn(root, message);
  }

  /** Writes the edition into a folder. */
  String edition(Path folder) throws Exception {
    return StudentEdition.write(root, folder.toString(), "git");
  }

  static void commitIn(Path folder, String message) throws Exception {
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", message);
  }

  /** What a Git command prints in a folder; a person with a name types it. */
  static String git(Path folder, String... arguments) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-c", "user.name=Ann", "-c", "user.email=ann@host", "-c", "commit.gpgsign=false"));
    all.addAll(List.of(arguments));
    return Git.in("git", folder).run(all.toArray(String[]::new)).strip();
  }
}
