package sharing.runner;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sharing.testkit.SourceFiles;

/**
 * One way to write a lesson's code, compiled into a folder of its own.
 *
 * @param name what the table of the check calls it
 * @param classes the folder of its classes
 */
public record Variant(String name, Path classes) {
  /** The Java release of the course: its code runs on this JDK and on each newer one. */
  public static final int RELEASE = 17;

  /**
   * The options with which all code of students and pages is compiled.
   *
   * @param release the Java release
   * @param classPath what the code needs besides itself
   * @param classes the folder for the classes
   */
  public static List<String> options(int release, String classPath, Path classes) {
    String folder = classes.toString();
    return List.of(
        "--release", Integer.toString(release), "-g", "-proc:none", "-cp", classPath, "-d", folder);
  }

  /**
   * Compiles a variant for the {@link #RELEASE} of the course, with the JDK's own compiler.
   *
   * @param sources the folder of its Java files
   * @param classPath what its code needs besides itself
   * @param work a folder for the classes
   * @throws IOException if it does not compile, which is a fault of the course
   */
  public static Variant compile(String name, Path sources, String classPath, Path work)
      throws IOException {
    return compile(name, sources, classPath, RELEASE, work);
  }

  /**
   * Compiles a variant with the JDK's own compiler.
   *
   * @param sources the folder of its Java files
   * @param classPath what its code needs besides itself
   * @param release the Java release to compile for, at most that of this JDK
   * @param work a folder for the classes
   * @throws IOException if it does not compile, which is a fault of the course
   */
  public static Variant compile(String name, Path sources, String classPath, int release, Path work)
      throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options = options(release, classPath, classes);
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(SourceFiles.in(sources));
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new IOException(name + " does not compile:\n" + messages);
      }
    }
    return new Variant(name, classes);
  }
}
