package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import sharing.bench.ReportSection.Figure;
import sharing.bench.ReportSection.Row;
import sharing.testkit.SourceFiles;

/** What the lessons of the course say about the report, without a measurement. */
class RealOutlineTest {
  private static final Path COURSE = Path.of("..", "..");

  @Test
  void each_benchmark_that_a_lesson_names_is_a_method_of_its_benchmarks() throws IOException {
    ReportOutline outline = ReportOutline.read(COURSE);
    assertThat(outline.sections()).isNotEmpty();
    Map<String, Set<String>> named = new TreeMap<>();
    for (ReportSection section : outline.sections()) {
      for (Row row : section.rows()) {
        add(named, row.figure());
        row.base().ifPresent(base -> add(named, base));
      }
    }
    for (LessonOutline lesson : outline.lessons().values()) {
      for (FigureTable table : lesson.tables()) {
        table.figures().forEach(figure -> add(named, figure));
      }
      for (Claim claim : lesson.claims()) {
        add(named, claim.numerator());
        add(named, claim.denominator());
      }
    }
    for (PerformanceTarget target : outline.targets()) {
      add(named, target.numerator());
      add(named, target.denominator());
    }
    outline.speedUps().forEach(speedUp -> add(named, speedUp.with(1)));
    for (Map.Entry<String, Set<String>> lesson : named.entrySet()) {
      StringBuilder code = new StringBuilder();
      Path benchmarks = COURSE.resolve(Path.of("lessons", lesson.getKey(), "src", "jmh", "java"));
      for (Path file : SourceFiles.in(benchmarks)) {
        code.append(Files.readString(file));
      }
      outline
          .of(lesson.getKey())
          .byHand()
          .forEach(byHand -> code.append(" " + byHand.benchmark() + "("));
      assertThat(lesson.getValue())
          .as("the benchmarks that lessons/%s/report.json names", lesson.getKey())
          .allMatch(name -> code.toString().contains(" " + name + "("));
    }
  }

  private static void add(Map<String, Set<String>> named, Figure figure) {
    Set<String> ofLesson = named.computeIfAbsent(figure.lesson(), lesson -> new TreeSet<>());
    ofLesson.add(figure.benchmark().split(", ")[0]);
    if (!figure.without().isEmpty()) {
      ofLesson.add(figure.without().split(", ")[0]);
    }
  }
}
