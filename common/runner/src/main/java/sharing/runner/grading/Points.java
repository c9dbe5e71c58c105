package sharing.runner.grading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Points, as people and platforms read them. */
final class Points {
  /** A sum of parts of a step's weight misses the weight itself by less. */
  private static final double ROUNDING = 1e-6;

  /** The decimal places that a platform reads. */
  private static final int DIGITS = 4;

  private Points() {}

  /** With a dot and two decimals at most: {@code 10}, {@code 3.33}. */
  static String text(double points) {
    return rounded(points, 2).toPlainString();
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

  /** The points with at most four decimal places, and none that are not needed. */
  static BigDecimal rounded(double points) {
    return rounded(points, DIGITS);
  }

  /** The points with at most {@code digits} decimal places, and none that are not needed. */
  static BigDecimal rounded(double points, int digits) {
    BigDecimal exact =
        BigDecimal.valueOf(points).setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /** The points of all lessons together. */
  static double score(List<LessonResult> lessons) {
    return lessons.stream().mapToDouble(LessonResult::score).sum();
  }

  /** The points of right answers to all lessons together. */
  static double max(List<LessonResult> lessons) {
    return lessons.stream().mapToDouble(LessonResult::max).sum();
  }
}
