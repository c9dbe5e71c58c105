package sharing.course;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The class path of a module, for a JVM that is to run with it. */
public final class ClassPath {
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
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(e -> !Path.of(e).equals(entry))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
