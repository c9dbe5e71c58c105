package sharing.runner.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import sharing.runner.LessonEnd;

/**
 * Writes a small lesson that compiles, fails and is solved, for an author to change: {@code
 * -Dnew=09-barrier}. What the lesson still needs is marked with TODO, and the check lists it
 * ({@link Duties}).
 */
public final class NewLesson {
  private static final List<String> PARENTS = List.of("lessons", "solutions");

  /** A file of a new lesson, and the template that it is made from. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    for (String parent : PARENTS) {
      FILES.put(parent + "/@slug@/pom.xml", "pom.xml");
      FILES.put(parent + "/@slug@/.mvn/jvm.config", "jvm.config");
      FILES.put(parent + "/@slug@/.mvn/maven.config", "maven.config");
    }
    FILES.put("lessons/@slug@/README.md", "README.md");
    FILES.put("lessons/@slug@/HINTS.md", "HINTS.md");
    FILES.put("lessons/@slug@/report.json", "report.json");
    FILES.put("lessons/@slug@/src/main/java/sharing/@package@/Tally.java", "Skeleton.java");
    FILES.put("lessons/@slug@/src/test/java/sharing/@package@/TallyTest.java", "Test.java");
    FILES.put(
        "lessons/@slug@/src/jmh/java/sharing/@package@/TallyBenchmark.java", "Benchmark.java");
    FILES.put("solutions/@slug@/NOTES.md", "NOTES.md");
    FILES.put("solutions/@slug@/contract.tsv", "contract.tsv");
    FILES.put("solutions/@slug@/mistakes/volatile-field.md", "mistake.md");
    FILES.put("solutions/@slug@/alternatives/synchronized-methods.md", "alternative.md");
    FILES.put("solutions/@slug@/src/main/java/sharing/@package@/Tally.java", "Solution.java");
  }

  private NewLesson() {}

  /**
   * Writes the lesson into the course whose module is in the folder {@code arguments[0]}, two
   * levels below its root.
   *
   * @throws LessonEnd.LessonNotDone if it cannot; the printed message says why
   */
  public static void main(String[] arguments) throws Exception {
    Path course = Path.of(arguments[0], "..", "..").toAbsolutePath().normalize();
    try {
      System.out.printf("%n%s%n%n", write(course, System.getProperty("new")));
    } catch (IllegalArgumentException e) {
      System.out.printf("%n%s%n%n", e.getMessage());
      LessonEnd.notDone(arguments, e.getMessage());
    }
  }

  /**
   * Writes a lesson.
   *
   * @param slug its number and its name
   * @return what was done and what comes next, for the author
   * @throws IllegalArgumentException if the lesson cannot have this name; then nothing is written
   */
  static String write(Path course, String slug) throws IOException {
    requireName(course, slug);
    Map<String, String> values = values(slug);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      String parent = file.getKey().substring(0, file.getKey().indexOf('/'));
      values.put("parent", parent);
      values.put("module", parent + "/" + slug);
      Path to = course.resolve(filled(file.getKey(), values));
      Files.createDirectories(to.getParent());
      Files.writeString(to, filled(template(file.getValue()), values));
    }
    for (String parent : PARENTS) {
      addModule(course.resolve(parent).resolve("pom.xml"), slug);
    }
    return """
        lessons/%1$s and solutions/%1$s are written, and are modules of the course.
          the tests fail:         mvn test -pl lessons/%1$s
          the solution passes:    mvn test -pl solutions/%1$s
          what the lesson lacks:  mvn verify -Pauthor -pl solutions/%1$s
        docs/authors.md explains what to put in place of the example."""
        .formatted(slug);
  }

  private static void requireName(Path course, String slug) throws IOException {
    if (!slug.matches("\\d\\d(-[a-z][a-z0-9]*)+")) {
      throw new IllegalArgumentException(
          "-Dnew needs a number of two digits and a name, as in -Dnew=09-barrier");
    }
    for (String parent : PARENTS) {
      for (String other : folders(course.resolve(parent))) {
        if (other.startsWith(slug.substring(0, 3))) {
          throw new IllegalArgumentException(
              "There is already a lesson with this number: " + parent + "/" + other);
        }
      }
    }
    String name = packageName(slug);
    Path taken = Path.of("src", "main", "java", "sharing", name);
    for (String parent : List.of("common", "lessons")) {
      for (String other : folders(course.resolve(parent))) {
        if (Files.exists(course.resolve(parent).resolve(other).resolve(taken))) {
          throw new IllegalArgumentException(
              "The package sharing." + name + " is taken by " + parent + "/" + other);
        }
      }
    }
    if (SourceVersion.isKeyword(name)) {
      throw new IllegalArgumentException("A package cannot have the name of a keyword: " + name);
    }
  }

  private static List<String> folders(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static String packageName(String slug) {
    return slug.substring(3).replace("-", "");
  }

  private static Map<String, String> values(String slug) {
    String words = slug.substring(3).replace('-', ' ');
    String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("slug", slug);
    values.put("package", packageName(slug));
    values.put("title", slug.substring(0, 2) + " " + title);
    return values;
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("@" + value.getKey() + "@", value.getValue());
    }
    return filled;
  }

  private static String template(String name) throws IOException {
    try (InputStream stream = NewLesson.class.getResourceAsStream("new-lesson/" + name + ".txt")) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  /** Adds a line to the list of modules, in the order of their numbers. */
  private static void addModule(Path pom, String slug) throws IOException {
    String line = "    <module>" + slug + "</module>";
    List<String> lines = new ArrayList<>(Files.readAllLines(pom));
    int at = lines.indexOf("  </modules>");
    while (at > 0
        && lines.get(at - 1).compareTo(line) > 0
        && lines.get(at - 1).contains("<module>")) {
      at--;
    }
    lines.add(at, line);
    Files.writeString(pom, String.join("\n", lines) + "\n");
  }
}
