package sharing.runner.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;

/** The table of a class's page: a row for each student, a column for each step. */
final class HeatMap {
  private static final int LONGEST = 120;

  /** Points that are nearer to the edge of a colour than this have the lower colour. */
  private static final double ROUNDING = 1e-6;

  /** The text of a link in place of a percentage of 0 points. */
  private static final String NO_NUMBER = "\u00b7";

  private final ClassResult result;
  private final List<StepColumn> columns;
  private final StringBuilder html = new StringBuilder();

  private HeatMap(ClassResult result) {
    this.result = result;
    this.columns = StepColumn.of(result);
  }

  /** The rows of the table: {@code thead} and {@code tbody}. */
  static String html(ClassResult result) {
    HeatMap map = new HeatMap(result);
    map.head();
    map.body();
    return map.html.toString();
  }

  /** The class of the points' colour; none if there are no points to win. */
  private static String colour(double score, double max) {
    return max == 0 ? "" : colour(Points.part(score, max));
  }

  /** The class of a colour: {@code c0} for no points, up to {@code c4} for all. */
  static String colour(double part) {
    if (part >= 1) {
      return "c4";
    }
    return part <= ROUNDING ? "c0" : "c" + Math.min(3, (int) Math.ceil(3 * (part - ROUNDING)));
  }

  private void head() {
    html.append("<thead>\n<tr><th scope=\"col\" rowspan=\"2\" id=\"byName\">student</th>")
        .append("<th scope=\"col\" rowspan=\"2\" id=\"byTotal\">total</th>");
    for (String lesson : result.lessons()) {
      long steps = columns.stream().filter(each -> each.lesson().equals(lesson)).count();
      if (steps > 0) {
        String name = PageText.escape(lesson);
        html.append(
            String.format(
                "<th scope=\"colgroup\" class=\"g\" colspan=\"%d\" title=\"%s\"><span>%s</span></th>",
                steps, name, name));
      }
    }
    html.append("</tr>\n<tr>");
    for (StepColumn column : columns) {
      html.append(
          String.format(
              "<th scope=\"col\"%s title=\"%s: %s (%s)\">%d</th>",
              group(column, ""),
              PageText.escape(column.name()),
              PageText.escape(PageText.line(column.title(), LONGEST)),
              Points.text(column.max()),
              column.step()));
    }
    html.append("</tr>\n");
    mean();
    html.append("</thead>\n");
  }

  private void mean() {
    if (result.students().isEmpty()) {
      return;
    }
    double total = result.students().stream().mapToDouble(StudentResult::score).average().orElse(0);
    html.append("<tr><th scope=\"row\">mean</th><td class=\"total\">")
        .append(Points.text(total))
        .append("</td>");
    for (StepColumn column : columns) {
      double score =
          result.students().stream()
              .flatMap(student -> column.in(student).stream())
              .mapToDouble(StepResult::score)
              .average()
              .orElse(0);
      html.append(
          String.format(
              "<td%s title=\"mean, %s: %s\">%s</td>",
              group(column, colour(score, column.max())),
              PageText.escape(column.name()),
              Points.of(score, column.max()),
              Points.full(score, column.max()) ? "" : percent(score, column.max())));
    }
    html.append("</tr>\n");
  }

  private void body() {
    html.append("<tbody>\n");
    for (int i = 0; i < result.students().size(); i++) {
      StudentResult student = result.students().get(i);
      String name = PageText.name(student.student());
      html.append(
          String.format(
              Locale.ROOT,
              "<tr id=\"r%d\" data-total=\"%s\"><th scope=\"row\" title=\"%s\">%s</th>"
                  + "<td class=\"total\">%s</td>",
              i,
              student.score(),
              PageText.escape(student.student()),
              StudentDetails.has(student)
                  ? PageText.link(StudentDetails.student(i), name)
                  : "<span>" + name + "</span>",
              Points.text(student.score())));
      for (StepColumn column : columns) {
        cell(i, student, column);
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n");
  }

  private void cell(int number, StudentResult student, StepColumn column) {
    Optional<StepResult> graded = column.in(student);
    String name = student.student() + ", " + column.name() + ": ";
    if (graded.isEmpty()) {
      html.append(
          String.format(
              "<td%s title=\"%s\">-</td>",
              group(column, ""), PageText.escape(name + "not graded")));
      return;
    }
    StepResult step = graded.get();
    String title = name + Points.of(step.score(), step.max());
    if (!StudentDetails.misses(step)) {
      html.append(
          String.format(
              "<td%s title=\"%s\"></td>",
              group(column, colour(step.score(), step.max())), PageText.escape(title)));
      return;
    }
    LessonResult lesson = StepColumn.lesson(student, column.lesson()).orElseThrow();
    int place = student.lessons().indexOf(lesson);
    // If the whole lesson went wrong, the reason is above its steps.
    boolean isWhole = !lesson.note().isEmpty() || !lesson.notCompiled().isEmpty();
    String to =
        isWhole
            ? StudentDetails.lesson(number, place)
            : StudentDetails.step(number, place, step.step());
    html.append(
        String.format(
            "<td%s><a href=\"#%s\" title=\"%s\">%s</a></td>",
            group(column, colour(step.score(), step.max())),
            to,
            PageText.escape(title + firstFailed(step)),
            step.max() == 0 ? NO_NUMBER : percent(step.score(), step.max())));
  }

  private static String firstFailed(StepResult step) {
    return step.firstFailed()
        .map(test -> ResultFiles.sentence(test.name()))
        .map(sentence -> ", first failed: " + PageText.line(sentence, LONGEST))
        .orElse(", " + step.verdict());
  }

  /** In percent, rounded down. */
  private static String percent(double score, double max) {
    double part = Points.part(score, max);
    return Integer.toString(Math.min(99, (int) (100 * part + ROUNDING)));
  }

  /** The class attribute of a cell; the first cell of a lesson is a little apart. */
  private String group(StepColumn column, String colour) {
    int before = columns.indexOf(column) - 1;
    boolean isFirst = before < 0 || !columns.get(before).lesson().equals(column.lesson());
    String classes = (colour + (isFirst ? " g" : "")).strip();
    return classes.isEmpty() ? "" : " class=\"" + classes + "\"";
  }
}
