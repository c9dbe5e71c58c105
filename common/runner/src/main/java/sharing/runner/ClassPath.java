package sharing.runner;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a module, for a new JVM. */
public final class ClassPath {
  private static final Comparator<String> FOLDERS_FIRST = Comparator.comparing(ClassPath::isJar);

  /** Before Maven packages a module, its classes are in this folder. */
  private static final Pattern OUR_CLASSES =
      Pattern.compile(".*common[/\\\\](core|testkit|runner|bench)[/\\\\]target[/\\\\]classes");

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
  public static String without(Path entry, String classPath) {
    return join(entries(classPath).filter(e -> !Path.of(e).equals(entry)));
  }

  /** With its jars first: only they can be in an archive of classes, and only at its beginning. */
  public static String jarsFirst(String classPath) {
    return join(entries(classPath).sorted(FOLDERS_FIRST.reversed()));
  }

  /** Its jars alone. */
  static String jars(String classPath) {
    return join(entries(classPath).filter(ClassPath::isJar));
  }

  /**
   * The libraries that a lesson's code may use: Jedis, or none. A lesson's own pom declares them,
   * so they come before the libraries that only its tests need and those that all lessons inherit,
   * of which {@code core} is the first.
   */
  static String libraries(String classPath) {
    return join(
        entries(classPath)
            .takeWhile(entry -> !isNamed(entry, "embedded-redis") && !isOurs(entry))
            .filter(ClassPath::isJar));
  }

  /**
   * For the JVMs that tests start. A JVM opens all that stands before what it looks for, and some
   * libraries make it open all there is. So it has no jar that only tests need, but for ASM, with
   * which the interleaver reads code, and Gson, with which it speaks to the test. The libraries are
   * first: only then can they come out of an archive of classes.
   */
  static String forChildren(String classPath) {
    String libraries = libraries(classPath);
    Stream<String> others =
        entries(classPath)
            .filter(entry -> !isJar(entry) || isOurs(entry) || isNamed(entry, "asm|gson"))
            .sorted(FOLDERS_FIRST);
    return join(Stream.concat(entries(libraries), others));
  }

  /** From now on, the JVMs that this one starts take {@link #forChildren} of a class path. */
  static void setForChildren(String classPath) {
    System.setProperty("java.class.path", forChildren(classPath));
  }

  private static boolean isOurs(String entry) {
    return isNamed(entry, "core|testkit|runner|bench") || OUR_CLASSES.matcher(entry).matches();
  }

  /** Whether it is a jar of one of these names, of whatever version. */
  private static boolean isNamed(String entry, String names) {
    return Path.of(entry).getFileName().toString().matches("(" + names + ")-\\d.*\\.jar");
  }

  private static boolean isJar(String entry) {
    return entry.endsWith(".jar");
  }

  private static Stream<String> entries(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator)).filter(entry -> !entry.isEmpty());
  }

  private static String join(Stream<String> entries) {
    return entries.collect(Collectors.joining(File.pathSeparator));
  }
}
