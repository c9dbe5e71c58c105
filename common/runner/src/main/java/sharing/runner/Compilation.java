package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.testkit.TemporaryFolder;

/**
 * Why a lesson does not compile. Maven's compiler is told not to stop the build then, so that the
 * student reads it where everything else stands: in the report.
 *
 * @param ofTests whether it is the lesson's tests that do not compile with the student's code
 * @param errors how many errors there are
 * @param message what the compiler says of the first one
 * @param file the file that it is in
 * @param line its line, counted from 1
 * @param code the text of the line
 */
record Compilation(
    boolean ofTests, long errors, String message, Path file, long line, String code) {

  /**
   * What is wrong, if anything is. The compiler is asked only if a class is missing or is older
   * than its source: Maven leaves no class of what it could not compile.
   *
   * @param classPath what the code needs
   * @param work a folder for the classes of the question; gone afterwards
   */
  static Optional<Compilation> failed(Lesson lesson, String classPath, Path work)
      throws IOException {
    Optional<Compilation> failed = Optional.empty();
    if (isStale(lesson.sources(), lesson.compiledSources())) {
      failed = compile(lesson.sources(), classPath, work, false);
    }
    Path tests = lesson.dir().resolve(Path.of("src", "test", "java"));
    if (failed.isEmpty() && isStale(tests, lesson.compiledTests())) {
      failed = compile(tests, classPath, work, true);
    }
    return failed;
  }

  private static boolean isStale(Path sources, Path classes) throws IOException {
    for (Path source : javaFiles(sources)) {
      String name = sources.relativize(source).toString();
      Path compiled = classes.resolve(name.substring(0, name.length() - 4) + "class");
      if (!Files.exists(compiled)
          || Files.getLastModifiedTime(compiled).compareTo(Files.getLastModifiedTime(source)) < 0) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Optional<Compilation> compile(
      Path sources, String classPath, Path work, boolean ofTests) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> all = new DiagnosticCollector<>();
    Files.createDirectories(work);
    List<String> options =
        List.of("--release", "17", "-proc:none", "-cp", classPath, "-d", work.toString());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ENGLISH, null)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(javaFiles(sources));
      compiler.getTask(null, files, all, options, null, units).call();
    } finally {
      TemporaryFolder.delete(work);
    }
    List<Diagnostic<? extends JavaFileObject>> errors =
        all.getDiagnostics().stream()
            .<Diagnostic<? extends JavaFileObject>>map(d -> d)
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR && d.getSource() != null)
            .toList();
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    Diagnostic<? extends JavaFileObject> first = errors.get(0);
    Path file = Path.of(first.getSource().toUri());
    String code = Files.readAllLines(file).get((int) first.getLineNumber() - 1).strip();
    String message = first.getMessage(Locale.ENGLISH);
    return Optional.of(
        new Compilation(ofTests, errors.size(), message, file, first.getLineNumber(), code));
  }
}
