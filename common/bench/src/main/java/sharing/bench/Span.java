package sharing.bench;

/**
 * A figure with what it varies by: times in nanoseconds, or fractions.
 *
 * @param median the figure
 * @param least the least that was seen
 * @param most the most that was seen
 */
record Span(double median, double least, double most) {

  static Span of(Measurement m) {
    return new Span(m.median(), m.fastest(), m.slowest());
  }

  Span times(double factor) {
    return new Span(median * factor, least * factor, most * factor);
  }

  /** Whether it is a difference that may as well be nothing. */
  boolean isNoise() {
    return least <= 0;
  }

  /** How many times as fast this time is as another one. */
  Span speedUp(double slower) {
    return new Span(slower / median, slower / most, slower / least);
  }

  /** The difference, with the widest span that the two allow. */
  Span minus(Span other) {
    return new Span(median - other.median, least - other.most, most - other.least);
  }

  /** Whether the two have no value in common. */
  boolean isApartFrom(Span other) {
    return most < other.least || other.most < least;
  }
}
