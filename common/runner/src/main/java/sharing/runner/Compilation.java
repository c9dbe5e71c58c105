package sharing.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.testkit.SourceFiles;
import sharing.testkit.TemporaryFolder;

/**
 * Why a lesson does not compile. Maven's compiler is configured not to stop the build then, so that
 * the student reads the reason in the report.
 *
 * @param part what does not compile
 * @param errors how many errors there are
 * @param message what the compiler says of the one to begin with
 * @param file the file that it is in
 * @param line its line, counted from 1
 * @param code the text of the line
 */
public record Compilation(
    Part part, long errors, String message, Path file, long line, String code) {

  /** The parts that may not compile. */
  public enum Part {
    /** The student's code. */
    CODE,
    /** The lesson's tests with the student's code. */
    TESTS,
    /** A test that the student has added. */
    OWN_TEST
  }

  /** The beginning of the compiler's names for errors about the version of Java. */
  private static final String NEEDS_NEWER_JAVA = "compiler.err.feature.not.supported";

  /** Messages about things that are not found, but may exist in a newer JDK. */
  private static final Pattern OF_THE_JDK =
      Pattern.compile(
          "package javax?\\..* does not exist|location: \\w+ javax?\\.|location: .* of type javax?\\.");

  private static final String FOR_17 =
      "\nThe course is compiled for Java 17: features of later versions are not available.";

  private static final Set<String> SAY_LITTLE =
      Set.of("compiler.err.not.stmt", "compiler.err.illegal.start.of.type");
  private static final String FILE_ENDS_TOO_EARLY = "compiler.err.premature.eof";

  /**
   * The failed compilation, if there is one. The compiler is asked only if a class is missing, is
   * older than its source, or is of another source: Maven leaves no class of what it could not
   * compile, and compiles nothing if an older file stands in place of a newer one.
   *
   * @param classPath what the code needs
   * @param work a folder for the classes of the question; gone afterwards
   */
  static Optional<Compilation> failed(Lesson lesson, String classPath, Path work)
      throws IOException {
    Optional<Compilation> failed =
        failed(lesson.sources(), lesson.compiledSources(), classPath, work, Part.CODE);
    Path tests = lesson.dir().resolve(Path.of("src", "test", "java"));
    return failed.isPresent()
        ? failed
        : failed(tests, lesson.compiledTests(), classPath, work, Part.TESTS);
  }

  /**
   * Asks for what grading needs: a lesson of this checkout that compiles.
   *
   * @throws IllegalStateException if it does not
   */
  public static void assertCompiles(Lesson lesson, String classPath) throws IOException {
    Path work = lesson.dir().resolve(Path.of("target", "own"));
    if (failed(lesson, classPath, work).isPresent()) {
      throw new IllegalStateException(lesson.path() + " of this checkout does not compile");
    }
  }

  private static Optional<Compilation> failed(
      Path sources, Path classes, String classPath, Path work, Part part) throws IOException {
    SourceStamp stamp =
        new SourceStamp(
            sources, classes, classes.resolveSibling(classes.getFileName() + ".sha256"));
    boolean isOld = stamp.isOld();
    if (isOld || isStale(sources, classes)) {
      Optional<Compilation> failed = compile(sources, classPath, work, part);
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (isOld) {
      stamp.replaceClasses(Variant.compile(part.name(), sources, classPath, work).classes());
      TemporaryFolder.delete(work);
    }
    stamp.write();
    return Optional.empty();
  }

  private static boolean isStale(Path sources, Path classes) throws IOException {
    for (Path source : SourceFiles.in(sources)) {
      String name = sources.relativize(source).toString();
      Path compiled = classes.resolve(name.substring(0, name.length() - 4) + "class");
      if (!Files.exists(compiled)
          || Files.getLastModifiedTime(compiled).compareTo(Files.getLastModifiedTime(source)) < 0) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Compilation> compile(Path sources, String classPath, Path work, Part part)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> all = new DiagnosticCollector<>();
    Files.createDirectories(work);
    List<String> options = Variant.options(Variant.RELEASE, classPath, work);
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ENGLISH, null)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(SourceFiles.in(sources));
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
    Diagnostic<? extends JavaFileObject> shown = mostHelpful(errors);
    Path file = Path.of(shown.getSource().toUri());
    String code = SourceFiles.lines(file).get((int) shown.getLineNumber() - 1).strip();
    String message = shown.getMessage(Locale.ENGLISH);
    message += missingBrace(errors, shown) + (OF_THE_JDK.matcher(message).find() ? FOR_17 : "");
    Part itsPart = part == Part.TESTS && isOwnTest(file) ? Part.OWN_TEST : part;
    return Optional.of(
        new Compilation(itsPart, errors.size(), message, file, shown.getLineNumber(), code));
  }

  /**
   * The error to start with: the first one, because others may follow from it. But that code needs
   * a newer Java is often only how the compiler reads a brace too many, so any other error comes
   * before it. And of the errors of its line, one that says what is expected comes first: the
   * others tell what the compiler made of a line that lacks something.
   */
  private static Diagnostic<? extends JavaFileObject> mostHelpful(
      List<Diagnostic<? extends JavaFileObject>> errors) {
    Diagnostic<? extends JavaFileObject> first =
        errors.stream()
            .filter(error -> !error.getCode().startsWith(NEEDS_NEWER_JAVA))
            .findFirst()
            .orElse(errors.get(0));
    return errors.stream()
        .filter(error -> error.getSource().equals(first.getSource()))
        .filter(error -> error.getLineNumber() == first.getLineNumber())
        .filter(error -> !SAY_LITTLE.contains(error.getCode()))
        .findFirst()
        .orElse(first);
  }

  /** At a missing brace, the compiler stumbles over what follows, and says the cause at the end. */
  private static String missingBrace(
      List<Diagnostic<? extends JavaFileObject>> errors,
      Diagnostic<? extends JavaFileObject> shown) {
    return errors.stream()
        .filter(error -> error != shown && error.getSource().equals(shown.getSource()))
        .filter(error -> error.getCode().equals(FILE_ENDS_TOO_EARLY))
        .findFirst()
        .map(
            end ->
                "\nIt also says: "
                    + end.getMessage(Locale.ENGLISH)
                    + ". Is a } missing before this line?")
        .orElse("");
  }

  /**
   * A test of the course has a step; a class without tests may be a helper of the course's tests.
   */
  private static boolean isOwnTest(Path file) throws IOException {
    String text = SourceFiles.text(file);
    return text.matches("(?s).*@\\w*Test\\b.*") && !text.contains("@Order(");
  }
}
