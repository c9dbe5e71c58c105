package sharing.runner.grading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Points as people read them. */
final class Points {
  /** A sum of parts of a step's weight misses the weight itself by less. */
  private static final double ROUNDING = 1e-6;

  private Points() {}

  /** With a dot and two decimals at most: {@code 10}, {@code 3.33}. */
  static String text(double points) {
    BigDecimal rounded = BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
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
