package sharing.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;
import sharing.common.Stopwatch;

/** Draws figures: a dot at each median, and a line from the least to the most that was seen. */
final class Chart {
  private static final int PNG_WIDTH = 1000;
  private static final int TITLE = 45;
  private static final int SVG_WIDTH = 480;
  private static final int SVG_ROW = 30;
  private static final int SVG_FRAME = 70;
  private static final double SPAN_FOR_LOG = 30;
  private static final double MANY = 10_000;

  private static final BasicStroke DASHED =
      new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final JFreeChart chart;
  private final int height;

  private Chart(JFreeChart chart, int height) {
    this.chart = chart;
    this.height = height;
  }

  /** Colours that can be read on a light page, or on a dark one. */
  enum Theme {
    LIGHT(Color.WHITE, new Color(0x222222), Color.LIGHT_GRAY, 0x1F5FA8, 0xB5541C, 0x2E7D32),
    DARK(
        new Color(0x16191D),
        new Color(0xDDDDDD),
        new Color(0x444444),
        0x7DB4F0,
        0xF0A86B,
        0x81C784);

    private final Color page;
    private final Color ink;
    private final Color lines;
    private final Color dots;
    private final Color[] several;

    Theme(Color page, Color ink, Color lines, int... dots) {
      this.page = page;
      this.ink = ink;
      this.lines = lines;
      this.several = Arrays.stream(dots).mapToObj(Color::new).toArray(Color[]::new);
      this.dots = several[0];
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
    return new Chart(chart(title, plot, false, theme), SVG_FRAME + SVG_ROW * names.length);
  }

  /**
   * How much faster each of several searches is with more workers, beside the ideal: as many times
   * as there are workers, or cores, if these are fewer.
   *
   * @param speedUps by the name of the search, and by the number of workers
   * @param cores how many cores there are
   */
  static Chart ofSpeedUps(Map<String, SortedMap<Integer, Span>> speedUps, int cores, Theme theme) {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDefaultLinesVisible(true);
    XYIntervalSeries ideal = new XYIntervalSeries("ideal");
    speedUps.values().stream()
        .flatMap(line -> line.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            n -> ideal.add(n, n, n, Math.min(n, cores), Math.min(n, cores), Math.min(n, cores)));
    data.addSeries(ideal);
    renderer.setSeriesPaint(0, theme.ink);
    renderer.setSeriesShapesVisible(0, false);
    renderer.setSeriesStroke(0, DASHED);
    speedUps.forEach(
        (name, line) -> {
          XYIntervalSeries series = new XYIntervalSeries(name);
          line.forEach((n, span) -> series.add(n, n, n, span.median(), span.least(), span.most()));
          int index = data.getSeriesCount(); // The ideal is the first one.
          renderer.setSeriesPaint(index, theme.several[(index - 1) % theme.several.length]);
          data.addSeries(series);
        });
    NumberAxis workers = new NumberAxis("workers");
    workers.setTickUnit(new NumberTickUnit(1));
    NumberAxis times = new NumberAxis("times as fast as one worker");
    XYPlot plot = new XYPlot(data, workers, times, renderer);
    return new Chart(chart("", plot, true, theme), SVG_WIDTH * 2 / 3);
  }

  private static JFreeChart chart(String title, XYPlot plot, boolean hasLegend, Theme theme) {
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
    JFreeChart chart = new JFreeChart(above, font, plot, hasLegend);
    chart.setBackgroundPaint(theme.page);
    if (above != null) {
      chart.getTitle().setPaint(theme.ink);
    }
    if (hasLegend) {
      chart.getLegend().setBackgroundPaint(theme.page);
      chart.getLegend().setItemPaint(theme.ink);
      chart.getLegend().setItemFont(FONT);
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    return chart;
  }

  void writePng(Path png) throws IOException {
    ChartUtils.saveChartAsPNG(png.toFile(), chart, PNG_WIDTH, TITLE + height * 3 / 2);
  }

  /**
   * The chart as an element of a page, that is as wide as the page lets it be.
   *
   * @param id a name that nothing else on the page has
   */
  String svg(String id) {
    SVGGraphics2D graphics = new SVGGraphics2D(SVG_WIDTH, height);
    graphics.setDefsKeyPrefix(id);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, SVG_WIDTH, height));
    ViewBox whole = new ViewBox(0, 0, SVG_WIDTH, height);
    return graphics.getSVGElement(id, false, whole, null, null);
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
