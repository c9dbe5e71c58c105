package sharing.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The axis of a chart, from its left end to its right end. Immutable.
 *
 * @param from the value at the left end
 * @param to the value at the right end, greater than {@code from}
 * @param isLogarithmic whether equal ratios have equal lengths; then {@code from} is above 0
 * @param ticks the values that are written below it, ascending
 */
record Axis(double from, double to, boolean isLogarithmic, List<Double> ticks) {
  /** From this ratio of the greatest value to the least on, a linear axis would hide the least. */
  private static final double MANY_TIMES = 30;

  /** More ticks do not fit on a narrow page. */
  private static final int MAX_TICKS = 5;

  /** On a long axis, the ticks are three powers of ten apart, as the units of time are. */
  private static final int THOUSANDFOLD = 3;

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** The axis for some spans, logarithmic if they are far apart. */
  static Axis of(Collection<Span> spans) {
    double least = spans.stream().mapToDouble(Span::median).min().orElseThrow();
    double most = spans.stream().mapToDouble(Span::most).max().orElseThrow();
    return least > 0 && most / least > MANY_TIMES ? logarithmic(spans, most) : linear(most);
  }

  private static Axis logarithmic(Collection<Span> spans, double most) {
    double least = spans.stream().mapToDouble(Span::least).filter(n -> n > 0).min().orElseThrow();
    int first = (int) Math.floor(Math.log10(least));
    int last = (int) Math.ceil(Math.log10(most));
    int powers = last - first;
    int step =
        powers < MAX_TICKS
            ? 1
            : THOUSANDFOLD * (1 + (powers - 1) / (THOUSANDFOLD * (MAX_TICKS - 1)));
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += step) {
      ticks.add(Math.pow(10, power));
    }
    return new Axis(Math.pow(10, first), Math.pow(10, last), true, ticks);
  }

  /** From 0 to a multiple of 1, 2 or 5 times a power of ten. */
  private static Axis linear(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most / (MAX_TICKS - 1))));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (step * (MAX_TICKS - 1) >= most) {
        break;
      }
    }
    int steps = (int) Math.ceil(most / step);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      ticks.add(i * step);
    }
    return new Axis(0, steps * step, false, ticks);
  }

  /** Where a value is, in percent of the axis; a value beyond an end is at that end. */
  double percent(double value) {
    double part =
        isLogarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return 100 * Math.min(1, Math.max(0, part));
  }
}
