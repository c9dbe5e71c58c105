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
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import sharing.common.Stopwatch;

/** Draws measurements: a dot at each median, and a line from the fastest to the slowest run. */
final class Chart {
  private static final int WIDTH = 1000;
  private static final int ROW = 44;
  private static final int FRAME = 150;
  private static final double SPAN_FOR_LOG = 30;

  private Chart() {}

  static void write(String title, List<Measurement> measurements, Path png) throws IOException {
    XYIntervalSeries series = new XYIntervalSeries("time");
    String[] names = new String[measurements.size()];
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int row = 0; row < names.length; row++) {
      // The first measurement stands at the top.
      Measurement m = measurements.get(names.length - 1 - row);
      names[row] = m.name();
      series.add(m.median(), m.fastest(), m.slowest(), row, row, row);
      least = Math.min(least, m.fastest());
      most = Math.max(most, m.slowest());
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);

    SymbolAxis rows = new SymbolAxis(null, names);
    rows.setGridBandsVisible(false);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setErrorStroke(new BasicStroke(2));
    renderer.setSeriesPaint(0, new Color(0x1F5FA8));
    renderer.setSeriesShape(0, new Ellipse2D.Double(-5, -5, 10, 10));
    XYPlot plot = new XYPlot(data, times(most / least > SPAN_FOR_LOG), rows, renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);

    JFreeChart chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 18), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    ChartUtils.saveChartAsPNG(png.toFile(), chart, WIDTH, FRAME + ROW * names.length);
  }

  private static ValueAxis times(boolean logarithmic) {
    String label = "one call: median, and from the fastest to the slowest iteration";
    if (logarithmic) {
      LogAxis axis = new LogAxis(label + " (logarithmic)");
      axis.setBase(10);
      axis.setNumberFormatOverride(new Times());
      return axis;
    }
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(new Times());
    axis.setAutoRangeIncludesZero(true);
    return axis;
  }

  /** Writes nanoseconds with the unit that fits. */
  private static final class Times extends NumberFormat {
    private static final long serialVersionUID = 1;

    @Override
    public StringBuffer format(double nanos, StringBuffer to, FieldPosition at) {
      return to.append(nanos < 0 ? "" : Stopwatch.format(nanos));
    }

    @Override
    public StringBuffer format(long nanos, StringBuffer to, FieldPosition at) {
      return format((double) nanos, to, at);
    }

    @Override
    public Number parse(String text, ParsePosition at) {
      throw new UnsupportedOperationException("times are only written");
    }
  }
}
