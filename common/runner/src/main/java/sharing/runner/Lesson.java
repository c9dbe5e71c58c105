package sharing.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.testkit.Failure;
import sharing.testkit.Failure.Place;
import sharing.testkit.SourceFiles;

/**
 * One module of the course on disk: a lesson that a student works in, or its solution.
 *
 * @param dir the folder of the module
 */
public record Lesson(Path dir) {
  /** A place as texts name it: " at Worker.java:12". */
  private static final String AT_LINE = " at (\\w+\\.java)(:\\d+)";

  public Lesson(Path dir) {
    this.dir = dir.toAbsolutePath().normalize();
  }

  /** The module as Maven's {@code -pl} takes it: {@code lessons/04-flags}. */
  public String path() {
    return dir.getParent().getFileName() + "/" + slug();
  }

  /** The lesson's number and name: {@code 04-flags}. */
  public String slug() {
    return dir.getFileName().toString();
  }

  /** The module of the same name on the student's side, which has the tests and hints. */
  public Lesson lesson() {
    return new Lesson(dir.resolveSibling(Path.of("..", "lessons", slug())));
  }

  /** The module of the same name that solves it; a student edition of the course has none. */
  public Optional<Lesson> solution() {
    Lesson solution = new Lesson(dir.resolveSibling(Path.of("..", "solutions", slug())));
    return Optional.of(solution).filter(module -> Files.isDirectory(module.sources()));
  }

  /** The Java files that the student writes, or that solve the lesson. */
  public Path sources() {
    return dir.resolve(Path.of("src", "main", "java"));
  }

  /** The Java files of the tests: the course's, and the student's own. */
  public Path tests() {
    return lesson().dir.resolve(Path.of("src", "test", "java"));
  }

  public Path compiledTests() {
    return dir.resolve(Path.of("target", "test-classes"));
  }

  public Path compiledSources() {
    return dir.resolve(Path.of("target", "classes"));
  }

  /**
   * Where in the student's code to look, as {@code path:line} from the root of the course: where
   * the student's code threw; or else the method that is not written yet; or else the line that the
   * failure names; or else the methods that the failure is most likely about, one to a line. Of a
   * test of the student's own, the line that failed.
   */
  String where(TestResult result) throws IOException {
    Optional<String> thrown = thrownAt(result);
    if (thrown.isPresent()) {
      return thrown.get();
    }
    if (result.isOwn()) {
      return ownTest(result);
    }
    Pattern todo = Pattern.compile("TODO step " + result.step() + "\\b");
    return first(todo, SourceFiles.in(sources()))
        .or(() -> named(result))
        .or(() -> methodsOf(result))
        .orElse(path() + "/src/main/java");
  }

  /** A line that the text of a failure names: of a hang, where the thread runs or waits. */
  private Optional<String> named(TestResult result) {
    String how = result.failure() == null ? "" : result.failure().how();
    return Stream.of(" is running" + AT_LINE, AT_LINE)
        .flatMap(pattern -> Pattern.compile(pattern).matcher(how).results())
        .flatMap(found -> sourceNamed(found.group(1)).map(file -> at(file) + found.group(2)))
        .findFirst();
  }

  /** The student's only file of a name; none if there are several. */
  private Stream<Path> sourceNamed(String name) {
    try {
      List<Path> files =
          SourceFiles.in(sources()).stream().filter(file -> file.endsWith(name)).toList();
      return files.stream().filter(file -> files.size() == 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> methodsOf(TestResult result) {
    try {
      String file = fileOfTest(result);
      List<String> called = new ArrayList<>();
      for (Path test : SourceFiles.in(tests()).stream().filter(f -> f.endsWith(file)).toList()) {
        List<Place> stack = result.failure() == null ? List.of() : result.failure().stack();
        called.addAll(TestCalls.of(test, result.method(), stack));
      }
      List<StepMethods.Method> methods =
          new StepMethods(sources(), result.step()).mostLikely(result, called);
      return methods.isEmpty()
          ? Optional.empty()
          : Optional.of(
              methods.stream()
                  .map(
                      method ->
                          at(method.file(), method.line())
                              + (methods.size() == 1 ? "" : " (" + method.name() + ")"))
                  .collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fileOfTest(TestResult result) {
    return result.testClass().split("\\$")[0] + ".java";
  }

  /** The place of a student's own test that failed in none of its lines, because it hangs. */
  private String ownTest(TestResult result) throws IOException {
    Pattern method = Pattern.compile("\\b" + Pattern.quote(result.method()) + "\\s*\\(");
    String file = fileOfTest(result);
    List<Path> files = SourceFiles.in(tests()).stream().filter(f -> f.endsWith(file)).toList();
    return first(method, files).orElse(lesson().at(tests()));
  }

  /**
   * Where the student's code threw, or called what threw, as {@link #where} says it. In a test of
   * the student's own, that is code of theirs, too.
   */
  Optional<String> thrownAt(TestResult result) {
    Failure failure = result.failure();
    for (Place place : failure == null ? List.<Place>of() : failure.stack()) {
      String name = place.className();
      Path file =
          Path.of(name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/') + place.file());
      if (Files.exists(sources().resolve(file))) {
        return Optional.of(at(sources().resolve(file), place.line()));
      }
      if (result.isOwn() && Files.exists(tests().resolve(file))) {
        return Optional.of(lesson().at(tests().resolve(file), place.line()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> first(Pattern pattern, List<Path> files) throws IOException {
    for (Path file : files) {
      Lesson module = file.startsWith(dir) ? this : lesson();
      List<String> lines = SourceFiles.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (pattern.matcher(lines.get(i)).find()) {
          return Optional.of(module.at(file, i + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** The student's file that a place is in; nothing if it is not the student's. */
  Optional<Path> source(Place at) {
    String name = at.className();
    String folder = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
    return Optional.of(sources().resolve(folder + at.file())).filter(Files::exists);
  }

  /** A place in a file of this module. */
  String at(Path file, long line) {
    return at(file) + ":" + line;
  }

  /** A file of this module, from the root of the course. */
  String at(Path file) {
    return path() + "/" + dir.relativize(file).toString().replace('\\', '/');
  }

  /** The simple names of the classes whose names say that they have tests, in order. */
  List<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(compiledTests())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }
}
