package sharing.runner.edition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sharing.runner.LessonEnd;
import sharing.runner.LoneOption;

/**
 * Writes the course without its solutions, and without a pointer to them, into a Git repository
 * that an instructor hands out: {@code -Dstudent=DIR}.
 */
public final class StudentEdition {
  private static final String GIT = "git";
  private static final int SHOWN = 10;

  private StudentEdition() {}

  /**
   * Writes the edition of the course whose module is in the folder {@code arguments[0]}, two levels
   * below its root.
   *
   * @throws LessonEnd.LessonNotDone if it cannot; the printed message says why
   */
  public static void main(String[] arguments) throws Exception {
    Path course = Path.of(arguments[0], "..", "..").toAbsolutePath().normalize();
    try {
      Optional<String> fault = LoneOption.STUDENT.fault(System::getProperty);
      if (fault.isPresent()) {
        throw new RefusedException(fault.get());
      }
      System.out.printf("%n%s%n%n", write(course, System.getProperty("student"), GIT));
    } catch (RefusedException e) {
      System.out.printf("%n%s%n%n", e.getMessage());
      LessonEnd.notDone(arguments, e.getMessage());
    }
  }

  /**
   * Writes the edition of a course.
   *
   * @param typed the folder, relative to where Maven was started
   * @param program Git
   * @return what was done, for the person who asked for it
   * @throws RefusedException if it cannot; then nothing is written
   */
  static String write(Path course, String typed, String program)
      throws IOException, InterruptedException {
    // Maven gives an option without a value the value "true".
    if (typed.isBlank() || typed.equals("true")) {
      throw new RefusedException("-Dstudent needs a folder, as in -Dstudent=../for-students");
    }
    Path folder = Path.of(typed).toAbsolutePath().normalize();
    Git git = Git.in(program, course);
    requireCommitted(git);
    EditionFiles files = EditionFiles.of(course, git);
    require(files.pointers(), "These texts point to what students do not get:");
    String[] source = git.run("log", "-1", "--date=short", "--format=%cd %H").strip().split(" ");
    Optional<String> done =
        EditionRepository.in(folder, program)
            .commit(files, "The course as of " + source[0], source[1]);
    return done.map(
            what ->
                "%s: the course as of %s for students, %d files, %s.%nTo publish it: git -C %s push ADDRESS %s"
                    .formatted(
                        folder, source[0], files.count(), what, folder, EditionRepository.BRANCH))
        .orElse(folder + ": nothing has changed for students.");
  }

  /** An instructor who tries a lesson must not hand out the answer. */
  private static void requireCommitted(Git git) throws IOException, InterruptedException {
    List<String> changed =
        Git.paths(git.run("diff", "--name-only", "--relative", "-z", "HEAD")).stream()
            .filter(EditionFiles::takes)
            .toList();
    require(
        changed, "An edition holds what is committed, and these files have changes that are not:");
  }

  private static void require(List<String> none, String fault) throws RefusedException {
    if (none.isEmpty()) {
      return;
    }
    StringBuilder all = new StringBuilder(fault);
    none.stream().limit(SHOWN).forEach(each -> all.append("\n  ").append(each));
    if (none.size() > SHOWN) {
      all.append("\n  and ").append(none.size() - SHOWN).append(" more");
    }
    throw new RefusedException(all.toString());
  }
}
