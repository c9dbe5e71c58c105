package sharing.runner.grading;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How many points each step counts: {@value #EACH}, unless the file that {@code -Dweights} names
 * says otherwise. Its lines are {@code 04-flags.2 = 25}: lesson, step, points. Immutable.
 */
public final class Weights {
  /** The points of a step that the file does not name. */
  public static final double EACH = 10;

  private static final Pattern STEP = Pattern.compile("\\d\\d-[a-z0-9-]+\\.\\d+");

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
