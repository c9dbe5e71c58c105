package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sharing.bench.Chart.Theme;

class ChartTest {
  @Test
  void more_lines_than_there_are_colours_are_all_drawn() {
    Map<String, SortedMap<Integer, Span>> lines = new LinkedHashMap<>();
    for (int line = 1; line <= 5; line++) {
      double speed = 1 + line / 10.0;
      lines.put(
          "line" + line,
          new TreeMap<>(Map.of(1, new Span(1, 1, 1), 2, new Span(speed, speed, speed))));
    }
    assertThat(Chart.ofSpeedUps(lines, 2, Theme.LIGHT).svg("id"))
        .contains(">line1<", ">line2<", ">line3<", ">line4<", ">line5<", ">ideal<");
  }
}
