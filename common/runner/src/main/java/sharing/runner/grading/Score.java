package sharing.runner.grading;

/** A number of points as the class's page and table show it. */
final class Score {
  /** A sum of parts of a step's weight misses the weight itself by less. */
  private static final double ROUNDING = 1e-6;

  private static final int DECIMALS = 2;

  private Score() {}

  /** With a dot and two decimals at most: {@code 10}, {@code 3.33}. */
  static String text(double points) {
    return Points.rounded(points, DECIMALS).toString();
  }

  /** As in {@code 3.33 of 10}. */
  static String of(double points, double max) {
    return text(points) + " of " + text(max);
  }

  /** Whether nothing is missing. */
  static boolean full(double points, double max) {
    return points > max - ROUNDING;
  }

  /** The part of {@code max}, 0 to 1; 1 if there is nothing to win. */
  static double part(double points, double max) {
    return full(points, max) ? 1 : Math.max(0, points / max);
  }
}
