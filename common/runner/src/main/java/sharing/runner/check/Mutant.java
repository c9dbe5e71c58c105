package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A solution's class with one change, as the mutation tool PIT exports it.
 *
 * @param className the class; of a nested one, its binary name
 * @param line the line of the change in the source
 * @param change what was changed
 * @param file the changed class
 */
record Mutant(String className, int line, String change, Path file) {
  private static final String CLASS = ".class";
  private static final String DETAILS = "details.txt";
  private static final Pattern DETAIL =
      Pattern.compile("clazz=(.*?),.* lineNumber=(\\d+), description=(.*?)( for \\S+)?, tests");

  /** Those below a folder that PIT has written, by class and line. */
  static List<Mutant> in(Path export) throws IOException {
    List<Mutant> mutants = new ArrayList<>();
    try (Stream<Path> files = Files.walk(export)) {
      for (Path details : files.filter(file -> file.endsWith(DETAILS)).sorted().toList()) {
        mutants.add(read(details));
      }
    }
    mutants.sort(Comparator.comparing(Mutant::className).thenComparing(Mutant::line));
    return mutants;
  }

  private static Mutant read(Path details) throws IOException {
    String text = Files.readString(details);
    Matcher detail = DETAIL.matcher(text);
    if (!detail.find()) {
      throw new IOException(details + " is not of the form that PIT wrote so far: " + text);
    }
    String className = detail.group(1);
    Path file = details.resolveSibling(className + CLASS);
    return new Mutant(className, Integer.parseInt(detail.group(2)), detail.group(3), file);
  }

  /** The simple name of the class, or of that which it is nested in. */
  String topClass() {
    return className.substring(className.lastIndexOf('.') + 1).split("\\$", 2)[0];
  }

  /**
   * Copies the classes of the solution, but for this one.
   *
   * @param to a folder that is made
   */
  void apply(Path classes, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path from : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(classes.relativize(from));
        Files.createDirectories(copy.getParent());
        Files.copy(from, copy);
      }
    }
    Path own = to.resolve(className.replace('.', '/') + CLASS);
    Files.delete(own); // Which must be there.
    Files.copy(file, own);
  }

  @Override
  public String toString() {
    return topClass() + ", line " + line + ": " + change;
  }
}
