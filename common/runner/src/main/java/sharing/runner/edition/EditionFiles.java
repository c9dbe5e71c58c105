package sharing.runner.edition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a course as students get them: those that this class names, without the lines for
 * instructors.
 *
 * @param files by their path from the root of the course
 */
record EditionFiles(SortedMap<String, EditionFile> files) {

  /** The files for students. A file that is not named here stays with the instructors. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "(\\.editorconfig|\\.gitattributes|\\.gitignore|LICENSE|README\\.md|pom\\.xml|mvnw(\\.cmd)?"
              + "|(\\.mvn|lessons|common)/.*"
              + "|docs/report/[^/]*"
              + "|\\.github/workflows/progress\\.yml)");

  /** Exceptions: these files check the course, grade, or contain right answers. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "common/\\w+/src/test/.*"
              + "|common/runner/src/main/(java|resources)/sharing/runner/(check|edition|grading)/.*");

  /** Texts that point to a solution, or to pages about solutions. */
  private static final List<String> POINTERS =
      List.of("solutions/", "mistakes/", "alternatives/", "NOTES.md", "-Pinstructor", "-Pmutation");

  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|(?:src|srcset|href)=\")([^)#\"\\s]+)");

  /** A longer line is cut off where it is shown, in characters. */
  private static final int WIDEST = 120;

  private static final String FILE = "100644";
  private static final String PROGRAM = "100755";

  /**
   * Reads a course: the files that Git knows, as they are on disk.
   *
   * @param course the root of the course
   * @param git runs in this folder
   * @throws RefusedException if it cannot be an edition as it is
   */
  static EditionFiles of(Path course, Git git) throws IOException, InterruptedException {
    SortedMap<String, EditionFile> files = new TreeMap<>();
    for (String entry : Git.paths(git.run("ls-files", "-s", "-z"))) {
      // Mode, object and stage, and then a tab and the path.
      String path = entry.substring(entry.indexOf('\t') + 1);
      String mode = entry.substring(0, entry.indexOf(' '));
      if (!takes(path)) {
        continue;
      }
      if (!mode.equals(FILE) && !mode.equals(PROGRAM)) {
        throw new RefusedException(path + " is a link. A student edition cannot contain links.");
      }
      byte[] bytes = Files.readAllBytes(course.resolve(path));
      files.put(path, new EditionFile(path, mode.equals(PROGRAM), bytes).forStudents());
    }
    if (!files.containsKey("README.md")) {
      throw new RefusedException(course + " has no README.md: is it the course?");
    }
    return new EditionFiles(files);
  }

  /** Whether students get the file with this path. */
  static boolean takes(String path) {
    return TAKEN.matcher(path).matches() && !LEFT_OUT.matcher(path).matches();
  }

  /**
   * The lines that point to something that students do not get.
   *
   * @return nothing if the edition may be handed out
   */
  List<String> pointers() {
    List<String> found = new ArrayList<>();
    for (EditionFile file : files.values()) {
      for (String line : file.text().orElse("").lines().toList()) {
        POINTERS.stream()
            .filter(line::contains)
            .findFirst()
            .ifPresent(pointer -> found.add(file.path() + ": " + shortened(line.strip())));
      }
      if (file.path().endsWith(".md")) {
        found.addAll(deadLinks(file));
      }
    }
    return found;
  }

  private static String shortened(String line) {
    return line.length() > WIDEST ? line.substring(0, WIDEST) + " ..." : line;
  }

  private List<String> deadLinks(EditionFile page) {
    Path folder = Path.of("/" + page.path()).getParent();
    return LINK.matcher(page.text().orElse(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains(":"))
        .filter(link -> !exists(folder.resolve(link).normalize()))
        .map(link -> page.path() + ": a link to " + link)
        .toList();
  }

  private boolean exists(Path fromRoot) {
    String path = fromRoot.toString().replace('\\', '/').substring(1);
    return files.containsKey(path)
        || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
  }

  /** The files of another list that are not in this one. */
  List<String> missing(List<String> others) {
    return others.stream().filter(path -> !files.containsKey(path)).toList();
  }

  /** Them all, in order. */
  Iterable<EditionFile> all() {
    return files.values();
  }

  /** How many there are. */
  int count() {
    return files.size();
  }

  /** The content of a file. */
  String text(String path) {
    return files.get(path).text().orElseThrow();
  }
}
