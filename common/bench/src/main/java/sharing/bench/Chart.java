package sharing.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import sharing.common.Stopwatch;

/** Draws figures: a dot at each median, and a line from the least to the most that was seen. */
final class Chart {
  private static final int PNG_WIDTH = 1000;
  private static final int TITLE = 45;
  private static final int ROW = 45;
  private static final int FRAME = 105;
  private static final double SPAN_FOR_LOG = 30;
  private static final double MANY = 10_000;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final JFreeChart chart;
  private final int height;

  private Chart(JFreeChart chart, int height) {
    this.chart = chart;
    this.height = height;
  }

  /** Colours that can be read on a light page, or on a dark one. */
  enum Theme {
    LIGHT(Color.WHITE, new Color(0x222222), Color.LIGHT_GRAY, new Color(0x1F5FA8)),
    DARK(new Color(0x16191D), new Color(0xDDDDDD), new Color(0x444444), new Color(0x7DB4F0));

    private final Color page;
    private final Color ink;
    private final Color lines;
    private final Color dots;

    Theme(Color page, Color ink, Color lines, Color dots) {
      this.page = page;
      this.ink = ink;
      this.lines = lines;
      this.dots = dots;
    }
  }

  /** The unit of the figures. */
  enum Unit {
    NANOS("time", Unit::time),
    FRACTION("fraction of one thread's time", Unit::fraction);

    private final String word;
    private final DoubleFunction<String> format;

    Unit(String word, DoubleFunction<String> format) {
      this.word = word;
      this.format = format;
    }

    String format(double value) {
      return format.apply(value);
    }

    /** The same for a round value, without zeros after the point. */
    String tick(double value) {
      return format(value).replaceFirst("(\\.\\d*?)0+(?!\\d)", "$1").replaceFirst("\\.(?!\\d)", "");
    }

    /** A difference may be negative: then it is lost in the noise. */
    private static String time(double nanos) {
      return nanos < 0 ? "−" + Stopwatch.format(-nanos) : Stopwatch.format(nanos);
    }

    private static String fraction(double value) {
      return value > 0 && value < 0.01
          ? String.format(Locale.ROOT, "%.6f", value)
          : value < 10
              ? String.format(Locale.ROOT, "%.2f", value)
              : String.format(Locale.ROOT, "%,.0f", value);
    }
  }

  /**
   * A chart of figures, the first one at the top.
   *
   * @param title the title above it, or empty
   */
  static Chart of(String title, Map<String, Span> figures, Unit unit, Theme theme) {
    XYIntervalSeries series = new XYIntervalSeries("");
    List<String> labels = List.copyOf(figures.keySet());
    String[] names = new String[labels.size()];
    double least = figures.values().stream().mapToDouble(Span::median).min().orElseThrow();
    double most = figures.values().stream().mapToDouble(Span::most).max().orElseThrow();
    boolean logarithmic = least > 0 && most / least > SPAN_FOR_LOG;
    for (int row = 0; row < names.length; row++) {
      names[row] = labels.get(names.length - 1 - row);
      Span span = figures.get(names[row]);
      series.add(span.median(), span.least(), span.most(), row, row, row);
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);

    SymbolAxis rows = new SymbolAxis(null, names);
    rows.setGridBandsVisible(false);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setErrorStroke(new BasicStroke(2));
    renderer.setSeriesPaint(0, theme.dots);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-5, -5, 10, 10));
    XYPlot plot = new XYPlot(data, values(logarithmic, least, most, unit), rows, renderer);
    return new Chart(chart(title, plot, theme), FRAME + ROW * names.length);
  }

  private static JFreeChart chart(String title, XYPlot plot, Theme theme) {
    plot.setBackgroundPaint(theme.page);
    plot.setDomainGridlinePaint(theme.lines);
    plot.setRangeGridlinePaint(theme.lines);
    plot.setOutlinePaint(theme.lines);
    for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      axis.setTickLabelPaint(theme.ink);
      axis.setTickLabelFont(FONT);
      axis.setLabelFont(FONT);
      axis.setLabelPaint(theme.ink);
      axis.setAxisLinePaint(theme.lines);
      axis.setTickMarkPaint(theme.lines);
    }
    String above = title.isEmpty() ? null : title;
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    JFreeChart chart = new JFreeChart(above, font, plot, false);
    chart.setBackgroundPaint(theme.page);
    if (above != null) {
      chart.getTitle().setPaint(theme.ink);
    }
    return chart;
  }

  void writePng(Path png) throws IOException {
    ChartUtils.saveChartAsPNG(png.toFile(), chart, PNG_WIDTH, TITLE + height);
  }

  private static ValueAxis values(boolean logarithmic, double least, double most, Unit unit) {
    if (logarithmic) {
      LogAxis axis = new LogAxis(unit.word + ", logarithmic");
      axis.setBase(10);
      // Each power of ten; or each thousandfold, if there are many of them.
      axis.setTickUnit(new NumberTickUnit(most / least > MANY ? 3 : 1));
      axis.setNumberFormatOverride(new Values(unit));
      return axis;
    }
    NumberAxis axis = new NumberAxis(unit.word);
    axis.setNumberFormatOverride(new Values(unit));
    axis.setAutoRangeIncludesZero(true);
    return axis;
  }

  /** Writes a value with its unit. */
  private static final class Values extends NumberFormat {
    private static final long serialVersionUID = 1;

    private final Unit unit;

    Values(Unit unit) {
      this.unit = unit;
    }

    @Override
    public StringBuffer format(double value, StringBuffer to, FieldPosition at) {
      return to.append(value < 0 ? "" : unit.format(value));
    }

    @Override
    public StringBuffer format(long value, StringBuffer to, FieldPosition at) {
      return format((double) value, to, at);
    }

    @Override
    public Number parse(String text, ParsePosition at) {
      throw new UnsupportedOperationException("values are only written");
    }
  }
}
