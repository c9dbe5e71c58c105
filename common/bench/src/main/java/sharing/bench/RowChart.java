package sharing.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * A chart in a page: a row for each figure, with a dot at the median, a line from the least to the
 * most, and the figure beside the dot. All rows share one axis. The chart is HTML with styles, so
 * the browser measures its texts and wraps them.
 */
final class RowChart {
  /** Beyond this part of the axis, in percent, a text is left of its dot. */
  private static final double FAR = 60;

  private final Axis axis;
  private final DoubleFunction<String> format;
  private final OptionalDouble line;
  private final StringBuilder html = new StringBuilder();

  /**
   * One figure of a row.
   *
   * @param span what was measured
   * @param text the text beside the dot, or empty
   * @param style the style of the dot: empty, or "yours"
   */
  record Dot(Span span, String text, String style) {}

  /**
   * One row.
   *
   * @param label what was measured
   * @param dots its figures; none if nothing was measured
   * @param note a note below it, as HTML, or empty
   */
  record Line(String label, List<Dot> dots, String note) {}

  /**
   * @param axis the axis of all rows
   * @param format writes a value of the axis
   * @param line the value that a vertical line marks in all rows, or nothing
   */
  RowChart(Axis axis, DoubleFunction<String> format, OptionalDouble line) {
    this.axis = axis;
    this.format = format;
    this.line = line;
  }

  /** The chart as HTML. If no row has a figure, it has no axis. */
  String html(List<Line> lines) {
    html.append("<div class=chart>\n");
    lines.forEach(this::row);
    if (lines.stream().anyMatch(row -> !row.dots().isEmpty())) {
      axis();
    }
    html.append("</div>\n");
    return html.toString();
  }

  private void axis() {
    html.append("<div class=row><div class=label></div><div class=axis>");
    List<Double> ticks = axis.ticks();
    for (int i = 0; i < ticks.size(); i++) {
      boolean isLast = i == ticks.size() - 1 && axis.percent(ticks.get(i)) > FAR;
      String place = i == 0 ? " class=first" : isLast ? " class=last" : "";
      html.append("<span").append(place).append(left(ticks.get(i))).append('>');
      html.append(Html.text(format.apply(ticks.get(i)))).append("</span>");
    }
    html.append("</div></div>\n");
  }

  private void row(Line row) {
    html.append("<div class=row><div class=label>").append(Html.text(row.label())).append("</div>");
    if (!row.dots().isEmpty()) {
      html.append("<div class=track>");
      line.ifPresent(at -> html.append("<i class=base").append(left(at)).append("></i>"));
      row.dots().forEach(this::dot);
      html.append("</div>");
    }
    if (!row.note().isEmpty()) {
      html.append("<div class=note>").append(row.note()).append("</div>");
    }
    html.append("</div>\n");
  }

  private void dot(Dot dot) {
    double from = axis.percent(dot.span().least());
    double to = axis.percent(dot.span().most());
    String style = dot.style().isEmpty() ? "" : " " + dot.style();
    html.append("<i class=\"range").append(style).append("\" style=\"left:").append(percent(from));
    html.append(";width:").append(percent(to - from)).append("\"></i>");
    html.append("<i class=\"dot").append(style).append('"').append(left(dot.span().median()));
    html.append("></i>");
    if (dot.text().isEmpty()) {
      return;
    }
    boolean isLeft = to > FAR && from > 100 - FAR;
    html.append("<b class=\"").append(isLeft ? "before" : "after").append(style);
    html.append("\" style=\"").append(isLeft ? "right:" : "left:");
    html.append(percent(isLeft ? 100 - from : Math.min(to, FAR))).append("\">");
    html.append(Html.text(dot.text())).append("</b>");
  }

  private String left(double value) {
    return " style=\"left:" + percent(axis.percent(value)) + "\"";
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
