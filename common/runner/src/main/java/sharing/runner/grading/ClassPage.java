package sharing.runner.grading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sharing.common.Stopwatch;
import sharing.runner.grading.ClassResult.StudentResult;

/**
 * The page on which an instructor sees how a class did: one file, which needs no network. It links
 * to the course's pages of mistakes, and expects to be two folders below the course's root.
 */
public final class ClassPage {
  /** The name of the file. */
  public static final String FILE = "class.html";

  private static final String TEMPLATE = "class.html";
  private static final int BINS = 10;
  private static final int SLOWEST = 10;
  private static final int LONGEST = 300;

  /**
   * The result of one lesson of one submission.
   *
   * @param html the student's name and the lesson, which lead to the details if there are some
   */
  private record Run(String html, LessonResult result) {}

  private final ClassResult result;
  private final List<Run> runs = new ArrayList<>();

  private ClassPage(ClassResult result) {
    this.result = result;
    for (int i = 0; i < result.students().size(); i++) {
      StudentResult student = result.students().get(i);
      for (int j = 0; j < student.lessons().size(); j++) {
        LessonResult lesson = student.lessons().get(j);
        String name = PageText.name(student.student()) + ", " + PageText.escape(lesson.lesson());
        String link = PageText.link(StudentDetails.lesson(i, j), name);
        runs.add(new Run(StudentDetails.misses(lesson) ? link : name, lesson));
      }
    }
  }

  /**
   * The page. All text of submissions is escaped, and long messages are cut.
   *
   * @throws UncheckedIOException if the template cannot be read
   */
  public static String html(ClassResult result) {
    return new ClassPage(result).page();
  }

  private String page() {
    // A text of a submission cannot hold the name of a part: its < is escaped.
    return template()
        .replace("<!--FOLDER-->", PageText.name(result.folder()))
        .replace("<!--SUMMARY-->", summary())
        .replace("<!--SCORES-->", HeatMap.html(result))
        .replace("<!--TOTALS-->", totals())
        .replace("<!--FINDINGS-->", list("ol", FindingList.html(result)))
        .replace("<!--SLOWEST-->", list("ol", slowest()))
        .replace("<!--CRASHED-->", list("ul", crashed()))
        .replace("<!--NOT-COMPILED-->", list("ul", notCompiled()))
        .replace("<!--STUDENTS-->", orNone(StudentDetails.html(result)));
  }

  private static String template() {
    try (InputStream stream = ClassPage.class.getResourceAsStream(TEMPLATE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String summary() {
    List<StudentResult> students = result.students();
    String counted =
        count(students.size(), "submission")
            + ", "
            + count(result.lessons().size(), "lesson")
            + ".";
    if (students.isEmpty()) {
      return counted;
    }
    double[] totals = students.stream().mapToDouble(StudentResult::score).sorted().toArray();
    // A submission that is newer than a lesson's grading lacks that lesson.
    double max = students.stream().mapToDouble(StudentResult::max).max().orElseThrow();
    double mean = students.stream().mapToDouble(StudentResult::score).average().orElseThrow();
    double median = (totals[(totals.length - 1) / 2] + totals[totals.length / 2]) / 2;
    return String.format(
        "%s Of %s points, the mean is %s and the median is %s.",
        counted, Points.text(max), Points.text(mean), Points.text(median));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** How many students have how many points, in parts of the points of right answers. */
  private String totals() {
    int[] counts = new int[BINS];
    for (StudentResult student : result.students()) {
      int bin = (int) (BINS * Points.part(student.score(), student.max()));
      counts[Math.min(BINS - 1, bin)]++;
    }
    int most = 1;
    for (int each : counts) {
      most = Math.max(most, each);
    }
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < BINS; i++) {
      html.append(
          String.format(
              Locale.ROOT,
              "<tr><th scope=\"row\">%d to %d %%</th><td><i style=\"width:%d%%\"></i> %d</td></tr>\n",
              100 / BINS * i,
              100 / BINS * (i + 1),
              80 * counts[i] / most,
              counts[i]));
    }
    return html.toString();
  }

  private String slowest() {
    return runs.stream()
        .sorted(Comparator.comparing((Run run) -> run.result().milliseconds()).reversed())
        .limit(SLOWEST)
        .map(run -> item(run, ": " + Stopwatch.format(run.result().milliseconds() * 1_000_000)))
        .collect(Collectors.joining());
  }

  private String crashed() {
    return runs.stream()
        .filter(run -> !run.result().note().isEmpty())
        .map(run -> item(run, ": " + PageText.escape(PageText.line(run.result().note(), LONGEST))))
        .collect(Collectors.joining());
  }

  private String notCompiled() {
    return runs.stream()
        .flatMap(
            run ->
                run.result().notCompiled().stream()
                    .map(
                        file ->
                            item(
                                run,
                                String.format(
                                    ": <code>%s</code>: %s",
                                    PageText.escape(file.file()),
                                    PageText.escape(PageText.line(file.message(), LONGEST))))))
        .collect(Collectors.joining());
  }

  private static String item(Run run, String html) {
    return "<li>" + run.html() + html + "</li>\n";
  }

  private static String list(String tag, String items) {
    return items.isEmpty() ? orNone("") : "<" + tag + ">\n" + items + "</" + tag + ">";
  }

  private static String orNone(String html) {
    return html.isEmpty() ? "<p>None.</p>" : html;
  }
}
