package sharing.runner.grading;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.runner.Lesson;
import sharing.runner.Variant;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.testkit.SourceFiles;
import sharing.testkit.TemporaryFolder;

/**
 * The code of one student for one lesson. A file that does not compile, is missing, or lacks its
 * class is replaced by the file of the skeleton, so that one bad file costs only what depends on
 * it. Immutable.
 *
 * @param files the content of each Java file, by its path from the folder of the sources
 */
record Answer(Map<Path, byte[]> files) {
  private static final Pattern ARCHIVE = Pattern.compile("(?i)\\.(zip|7z|rar|tar|tgz|tar\\.\\w+)$");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /**
   * The result of compiling it.
   *
   * @param classes the folder of the classes
   * @param notCompiled the files that are not used: the skeleton's replace them, if it has them
   * @param isEmpty whether none of the student's files is left
   */
  record Compiled(Path classes, List<NotCompiled> notCompiled, boolean isEmpty) {}

  /**
   * Reads an answer. Links are not followed, because they may lead anywhere.
   *
   * @param submission the student's checkout, or a folder whose only folder is the checkout
   * @throws IOException if the lesson has no Java file there; its message says so
   */
  static Answer in(Path submission, Lesson lesson) throws IOException {
    Path root = lesson.dir().getParent().getParent();
    Path sources = root.relativize(lesson.sources());
    Path from = checkout(submission).resolve(sources.toString());
    if (!Files.isDirectory(from)) {
      throw new IOException("the submission has no folder " + sources + packed(submission));
    }
    Map<Path, byte[]> files = read(from);
    if (files.isEmpty()) {
      throw new IOException("the submission has no Java file in " + sources);
    }
    return new Answer(files);
  }

  /**
   * Archives often have one more folder around the checkout.
   *
   * @throws IOException if there are several checkouts; its message says so
   */
  private static Path checkout(Path submission) throws IOException {
    if (Files.isDirectory(submission.resolve("lessons"))) {
      return submission;
    }
    try (Stream<Path> entries = Files.list(submission)) {
      List<Path> inside =
          entries
              .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
              .filter(entry -> Files.isDirectory(entry.resolve("lessons")))
              .sorted()
              .toList();
      if (inside.size() > 1) {
        throw new IOException(
            "the submission has more than one folder with lessons: " + names(inside));
      }
      return inside.isEmpty() ? submission : inside.get(0);
    }
  }

  /** What else may be the reason why a folder is missing, as the end of a sentence. */
  private static String packed(Path submission) throws IOException {
    try (Stream<Path> entries = Files.list(submission)) {
      List<Path> archives =
          entries
              .filter(entry -> ARCHIVE.matcher(entry.getFileName().toString()).find())
              .sorted()
              .toList();
      return archives.isEmpty()
          ? ""
          : ", but the file " + names(archives) + ": it must be unpacked";
    }
  }

  private static String names(List<Path> paths) {
    return String.join(", ", paths.stream().map(path -> path.getFileName().toString()).toList());
  }

  /** The Java files below a folder; none if there is no such folder. */
  private static Map<Path, byte[]> read(Path folder) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      for (Path file : SourceFiles.in(folder)) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(folder.relativize(file), withoutMark(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  /** Some editors begin a file with it, and the compiler treats it as a character of the code. */
  private static byte[] withoutMark(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    boolean hasMark =
        bytes.length >= length
            && java.util.Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    return hasMark ? java.util.Arrays.copyOfRange(bytes, length, bytes.length) : bytes;
  }

  /**
   * Compiles it.
   *
   * @param lesson has the skeleton
   * @param classPath what the code needs besides itself
   * @param work a folder for copies and classes
   */
  Compiled compile(Lesson lesson, String classPath, Path work) throws IOException {
    Map<Path, byte[]> skeleton = read(lesson.sources());
    Map<Path, byte[]> tried = new TreeMap<>(skeleton);
    tried.putAll(files);
    Map<Path, NotCompiled> replaced = new LinkedHashMap<>();
    for (Path file : skeleton.keySet()) {
      if (!files.containsKey(file)) {
        replaced.put(file, notCompiled(file, "the submission has no such file"));
      }
    }
    for (Map<Path, String> errors = errors(tried, skeleton.keySet(), classPath, work);
        !errors.isEmpty();
        errors = errors(tried, skeleton.keySet(), classPath, work)) {
      Set<Path> bad = new HashSet<>(errors.keySet());
      bad.retainAll(files.keySet());
      bad.removeAll(replaced.keySet());
      if (bad.isEmpty()) { // The skeleton's files do not go with what is left.
        bad.addAll(files.keySet());
        bad.removeAll(replaced.keySet());
      }
      if (bad.isEmpty()) {
        throw new IllegalStateException("the skeleton does not compile: " + errors);
      }
      for (Path file : bad) {
        String why = errors.getOrDefault(file, "it does not compile together with the other files");
        replaced.put(file, notCompiled(file, why));
        if (skeleton.containsKey(file)) {
          tried.put(file, skeleton.get(file));
        } else {
          tried.remove(file);
        }
      }
    }
    return new Compiled(
        work.resolve("classes"),
        List.copyOf(replaced.values()),
        replaced.keySet().containsAll(files.keySet()));
  }

  private static NotCompiled notCompiled(Path file, String message) {
    return new NotCompiled(slashes(file), message);
  }

  private static String slashes(Path file) {
    return file.toString().replace('\\', '/');
  }

  /** What is wrong with files; if all of them compile, those that lack an expected class. */
  private static Map<Path, String> errors(
      Map<Path, byte[]> files, Set<Path> expected, String classPath, Path work) throws IOException {
    Map<Path, String> errors = errors(files, classPath, work);
    return errors.isEmpty() ? withoutClass(expected, work) : errors;
  }

  /** The first error in each file that has one; an empty path means an error in no file. */
  private static Map<Path, String> errors(Map<Path, byte[]> files, String classPath, Path work)
      throws IOException {
    Path sources = work.resolve("sources");
    Path classes = work.resolve("classes");
    TemporaryFolder.delete(sources);
    TemporaryFolder.delete(classes);
    Files.createDirectories(classes);
    List<Path> written = new ArrayList<>();
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Path copy = sources.resolve(file.getKey().toString());
      Files.createDirectories(copy.getParent());
      written.add(Files.write(copy, file.getValue()));
    }
    if (written.isEmpty()) {
      return Map.of(); // There is nothing to compile.
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    DiagnosticCollector<JavaFileObject> notRead = new DiagnosticCollector<>();
    List<String> options = Variant.options(Variant.RELEASE, classPath, classes);
    StringWriter other = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(notRead, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      boolean compiles =
          compiler
              .getTask(
                  other,
                  manager,
                  found,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(written))
              .call();
      Map<Path, String> errors = firstErrors(found, sources);
      // Bytes that are no characters are an error only where the compiler needs the characters.
      firstErrors(notRead, sources)
          .forEach(
              (file, message) ->
                  errors.computeIfPresent(file, (same, error) -> error + "; " + message));
      if (!compiles && errors.isEmpty()) {
        errors.put(Path.of(""), "the compiler has failed: " + other);
      }
      return errors;
    }
  }

  private static Map<Path, String> firstErrors(
      DiagnosticCollector<JavaFileObject> diagnostics, Path sources) {
    Map<Path, String> errors = new LinkedHashMap<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        Path file =
            each.getSource() == null
                ? Path.of("")
                : sources.relativize(Path.of(each.getSource().toUri()));
        String message = each.getMessage(Locale.ENGLISH).replaceAll("\\s*\\R\\s*", "; ");
        errors.putIfAbsent(file, "line " + each.getLineNumber() + ": " + message);
      }
    }
    return errors;
  }

  /** The files that lack the class which the tests and other code expect of them. */
  private static Map<Path, String> withoutClass(Set<Path> files, Path work) {
    Map<Path, String> found = new TreeMap<>();
    for (Path file : files) {
      String type = slashes(file).replaceFirst("\\.java$", "");
      if (!Files.exists(work.resolve("classes").resolve(type + ".class"))) {
        found.put(file, "it does not declare the class " + type.replace('/', '.'));
      }
    }
    return found;
  }
}
