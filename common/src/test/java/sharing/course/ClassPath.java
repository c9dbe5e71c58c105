package sharing.course;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a module, for a JVM that is to run with it. */
public final class ClassPath {
  private static final Comparator<String> FOLDERS_FIRST = Comparator.comparing(ClassPath::isJar);

  private ClassPath() {}

  /** The class path of the module in whose name Maven runs this code. */
  public static String ofCaller() throws URISyntaxException {
    if (!(ClassPath.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      entries.add(Path.of(url.toURI()).toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** A class path without one of its entries. */
  static String without(Path entry, String classPath) {
    return join(entries(classPath).filter(e -> !Path.of(e).equals(entry)));
  }

  /** With its jars first: only they can be in an archive of classes, and only at its beginning. */
  static String jarsFirst(String classPath) {
    return join(entries(classPath).sorted(FOLDERS_FIRST.reversed()));
  }

  /**
   * With its folders first, for a JVM that needs little else: it opens all that stands before what
   * it looks for.
   */
  static String foldersFirst(String classPath) {
    return join(entries(classPath).sorted(FOLDERS_FIRST));
  }

  /** Its jars alone. */
  static String jars(String classPath) {
    return join(entries(classPath).filter(ClassPath::isJar));
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }

  private static Stream<String> entries(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator));
  }

  private static String join(Stream<String> entries) {
    return entries.collect(Collectors.joining(File.pathSeparator));
  }
}
