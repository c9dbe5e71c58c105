package sharing.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sharing.common.Stopwatch;

/** The table that a run prints of what it has measured. */
final class ResultTable {
  private static final String HEADING = "one call";

  private ResultTable() {}

  /**
   * A line for each measurement, with its median as a multiple of that of the measurement called
   * {@code baseline}, if there is one.
   */
  static String of(List<Measurement> measurements) {
    Optional<Measurement> baseline =
        measurements.stream().filter(m -> m.name().equals("baseline")).findFirst();
    StringBuilder table = new StringBuilder();
    String row = row(measurements);
    table.append(format("%n" + row, HEADING, "median", "fastest", "slowest"));
    table.append(format(baseline.isPresent() ? "  of baseline%n" : "%n"));
    for (Measurement m : measurements) {
      table.append(
          format(
              row,
              m.name(),
              Stopwatch.format(m.median()),
              Stopwatch.format(m.fastest()),
              Stopwatch.format(m.slowest())));
      table.append(baseline.map(base -> ratio(m.median() / base.median())).orElse(""));
      table.append(format("%n"));
      m.lost()
          .ifPresent(
              part -> table.append(format("    of its updates lost: %s%n", Bench.percent(part))));
    }
    return table.toString();
  }

  /** The names are in a column as wide as the longest of them. */
  private static String row(List<Measurement> measurements) {
    int longest =
        measurements.stream().mapToInt(m -> m.name().length()).max().orElse(HEADING.length());
    return "  %-" + Math.max(longest, HEADING.length()) + "s %7s %7s %7s";
  }

  private static String ratio(double ratio) {
    return format(ratio < 0.01 ? "  %11.6f" : "  %11.2f", ratio);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
