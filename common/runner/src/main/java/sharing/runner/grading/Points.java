package sharing.runner.grading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Points, as a platform reads them. */
final class Points {
  private static final int DIGITS = 4;

  /** The decimal places that a platform reads. */
  private static final int DIGITS = 4;

  private Points() {}

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

  /** As in {@code 2.5 of 3 points}. */
  static String text(double score, double max) {
    return rounded(score, 2) + " of " + rounded(max, 2) + " points";
  }

  /** The points of all lessons together. */
  static double score(List<LessonResult> lessons) {
    return lessons.stream().mapToDouble(LessonResult::score).sum();
  }

  /** The points of right answers to all lessons together. */
  static double max(List<LessonResult> lessons) {
    return lessons.stream().mapToDouble(LessonResult::max).sum();
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
