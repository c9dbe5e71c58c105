package sharing.runner.grading;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sharing.runner.Lesson;

/**
 * How many points each step counts: {@value #EACH}, unless the file that {@code -Dweights} names
 * says otherwise. Its lines are {@code 04-flags.2 = 25}: lesson, step, points. Immutable.
 */
public final class Weights {
  /** The points of a step that the file does not name. */
  public static final double EACH = 10;

  private static final Pattern STEP = Pattern.compile("\\d\\d-[a-z0-9-]+\\.\\d{1,3}");

  private final Map<String, Double> points;

  private Weights(Map<String, Double> points) {
    this.points = points;
  }

  /** The same for each step. */
  public static Weights equal() {
    return new Weights(Map.of());
  }

  /**
   * Those of the file that {@code -Dweights} names, or the same for each step.
   *
   * @throws IllegalArgumentException if a line of the file has not the form
   */
  static Weights ofProperties() throws IOException {
    String file = System.getProperty("weights");
    return file == null ? equal() : read(Path.of(file));
  }

  /** Those of a file, with the same exception. */
  static Weights read(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("-Dweights: there is no file " + file, e);
    }
    Map<String, Double> points = new TreeMap<>();
    for (String step : lines.stringPropertyNames()) {
      points.put(step, points(file, step, lines.getProperty(step).strip()));
    }
    return new Weights(points);
  }

  private static double points(Path file, String step, String value) {
    if (!STEP.matcher(step).matches() || !value.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw new IllegalArgumentException(
          "-Dweights: "
              + file
              + " has the line \""
              + step
              + " = "
              + value
              + "\"; a line must be a step and its points, as in 04-flags.2 = 25");
    }
    return Double.parseDouble(value);
  }

  /**
   * Checks that each line names a lesson of the course, and those of this lesson one of its steps.
   *
   * @throws IllegalArgumentException if one does not
   */
  void assertFit(Lesson lesson, Set<Integer> steps) {
    for (String name : points.keySet()) {
      int dot = name.indexOf('.');
      String slug = name.substring(0, dot);
      boolean isStep =
          slug.equals(lesson.slug())
              ? steps.contains(Integer.valueOf(name.substring(dot + 1)))
              : Files.isDirectory(lesson.dir().resolveSibling(slug));
      if (!isStep) {
        throw new IllegalArgumentException("-Dweights: the course has no step " + name);
      }
    }
  }

  /** The points of a step; 0 or more. */
  double of(String lesson, int step) {
    return points.getOrDefault(lesson + "." + step, EACH);
  }

  /** The same text for the same weights. */
  @Override
  public String toString() {
    return points.toString();
  }
}
