package sharing.runner.grading;

import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * The part of a class's page that says, for each student with something missing, which tests failed
 * and with what message.
 *
 * <p>Many students get the same message: the page has a long one once, where it comes first, and a
 * script shows it in the other places. If the messages are more than {@value #ROOM} bytes
 * nevertheless, they are cut earlier than after {@value #LONGEST} characters: first those of tests
 * before which another test of the step failed, then the others.
 */
final class StudentDetails {
  /** Where a message is cut, in characters. */
  static final int LONGEST = 4_000;

  private static final int SHORTEST = 125;

  /** Where a note and what the compiler says are cut, in characters. */
  private static final int LONGEST_NOTE = 1_000;

  /** How long all messages may be together, in bytes. */
  private static final int ROOM = 2_250_000;

  /** A message that is not longer is written again each time, in characters. */
  private static final int SHORT = 200;

  /** The placeholder for a repeated message, until the script runs. */
  private static final int FIRST_LINE = 50;

  private final ClassResult result;
  private final Map<String, Integer> counts;

  /** How many bytes each message takes if it is cut after {@link #LONGEST} characters. */
  private final Map<String, Integer> sizes = new HashMap<>();

  private final Map<String, String> places = new HashMap<>();

  /** The messages of tests that were the first of their step to fail. */
  private final Set<String> leading;

  /** Where those are cut, and where the others are, in characters. */
  private int longest = LONGEST;

  private int longestOther = LONGEST;
  private final StringBuilder html = new StringBuilder();

  private StudentDetails(ClassResult result) {
    this.result = result;
    this.counts =
        steps()
            .flatMap(StudentDetails::messages)
            .collect(toMap(each -> each, each -> 1, Integer::sum));
    this.leading = steps().flatMap(step -> messages(step).limit(1)).collect(Collectors.toSet());
    counts
        .keySet()
        .forEach(
            message -> {
              String shown = PageText.escape(PageText.cut(message, LONGEST));
              sizes.put(message, shown.getBytes(StandardCharsets.UTF_8).length);
            });
    while (longestOther > SHORTEST && size() > ROOM) {
      longestOther = Math.max(SHORTEST, longestOther * 3 / 4);
    }
    while (longest > SHORTEST && size() > ROOM) {
      longest = Math.max(SHORTEST, longest * 3 / 4);
    }
  }

  /** The elements, in the order of the students. */
  static String html(ClassResult result) {
    StudentDetails details = new StudentDetails(result);
    if (details.longestOther < LONGEST) {
      details.html.append(
          String.format(
              Locale.ROOT,
              "<p>To keep this page small, the message of the first failing test of a step is cut after"
                  + " %,d characters, and other messages after %,d. The rest is in %s.</p>\n",
              details.longest,
              details.longestOther,
              LessonResult.FILE));
    }
    for (int i = 0; i < result.students().size(); i++) {
      if (has(result.students().get(i))) {
        details.add(i);
      }
    }
    return details.html.toString();
  }

  /** Whether the page has details of a student. */
  static boolean has(StudentResult student) {
    return student.lessons().stream().anyMatch(StudentDetails::misses);
  }

  /** Whether something of a lesson is missing. */
  static boolean misses(LessonResult lesson) {
    return !lesson.note().isEmpty()
        || !lesson.notCompiled().isEmpty()
        || lesson.steps().stream().anyMatch(StudentDetails::misses);
  }

  /** Whether something of a step is missing. */
  static boolean misses(StepResult step) {
    return !step.passed() || !Points.full(step.score(), step.max());
  }

  /** The id of a student's details. */
  static String student(int student) {
    return "s" + student;
  }

  /** The id of a lesson in them. Both numbers are counted from 0. */
  static String lesson(int student, int lesson) {
    return student(student) + "-" + lesson;
  }

  /** The id of a step in them. Its number is counted from 1. */
  static String step(int student, int lesson, int step) {
    return lesson(student, lesson) + "-" + step;
  }

  private Stream<StepResult> steps() {
    return result.students().stream()
        .flatMap(student -> student.lessons().stream())
        .flatMap(lesson -> lesson.steps().stream())
        .filter(StudentDetails::misses);
  }

  private static Stream<String> messages(StepResult step) {
    return step.tests().stream().filter(test -> !test.passed()).map(TestGrade::message);
  }

  /** How many bytes all messages take as they are cut now, roughly. */
  private long size() {
    return sizes.entrySet().stream()
        .mapToLong(
            each -> {
              String message = each.getKey();
              int times = isShared(message) ? 1 : counts.get(message);
              double whole = Math.min(message.length(), LONGEST);
              return (long) (times * Math.min(1.0, limit(message) / whole) * each.getValue());
            })
        .sum();
  }

  private int limit(String message) {
    return leading.contains(message) ? longest : longestOther;
  }

  private boolean isShared(String message) {
    return message.length() > SHORT && counts.get(message) > 1;
  }

  private void add(int number) {
    StudentResult student = result.students().get(number);
    html.append(
        String.format(
            "<details id=\"%s\"><summary>%s: %s</summary>\n",
            student(number),
            PageText.name(student.student()),
            Points.of(student.score(), student.max())));
    for (int i = 0; i < student.lessons().size(); i++) {
      LessonResult lesson = student.lessons().get(i);
      if (misses(lesson)) {
        html.append(String.format("<section id=\"%s\">", lesson(number, i)));
        add(number, i, lesson);
        html.append("</section>\n");
      }
    }
    html.append(
        String.format("<p>%s</p></details>\n", PageText.link("r" + number, "Back to the row")));
  }

  private void add(int number, int place, LessonResult lesson) {
    html.append(
        String.format(
            "<h3>%s: %s</h3>\n",
            PageText.escape(lesson.lesson()), Points.of(lesson.score(), lesson.max())));
    if (!lesson.note().isEmpty()) {
      html.append("<pre class=\"note\">")
          .append(message(lesson.note(), LONGEST_NOTE))
          .append("</pre>\n");
    }
    if (!lesson.notCompiled().isEmpty()) {
      html.append("<p>").append(LessonNotes.unused(lesson)).append("</p>\n<ul>");
      lesson
          .notCompiled()
          .forEach(
              each ->
                  html.append(
                      String.format(
                          "<li><code>%s</code> <pre>%s</pre></li>\n",
                          PageText.escape(each.file()), message(each.message(), LONGEST_NOTE))));
      html.append("</ul>\n");
    }
    for (StepResult step : lesson.steps()) {
      if (misses(step)) {
        html.append(
            String.format(
                "<div id=\"%s\"><h4>%s step %d: %s (%s)</h4>\n",
                step(number, place, step.step()),
                PageText.escape(lesson.lesson()),
                step.step(),
                PageText.escape(step.title()),
                Points.of(step.score(), step.max())));
        tests(step);
        html.append("</div>\n");
      }
    }
  }

  private void tests(StepResult step) {
    List<TestGrade> failed = step.tests().stream().filter(test -> !test.passed()).toList();
    failed.stream()
        .filter(test -> !test.message().isBlank())
        .forEach(
            test ->
                html.append(String.format("<p>%s</p>%s\n", test(test), shared(test.message()))));
    failed.stream()
        .filter(test -> test.message().isBlank())
        .collect(Collectors.groupingBy(TestGrade::verdict, TreeMap::new, Collectors.toList()))
        .forEach(
            (verdict, tests) ->
                html.append(
                    String.format(
                        "<p>%s: %s</p>\n",
                        PageText.escape(verdict),
                        tests.stream()
                            .map(StudentDetails::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static String name(TestGrade test) {
    return "<code>" + PageText.escape(test.name()) + "</code>";
  }

  /** The name, and the verdict if it is not the usual one. */
  private static String test(TestGrade test) {
    return test.verdict().equals(TestGrade.FAILED)
        ? name(test)
        : name(test) + " " + PageText.escape(test.verdict());
  }

  private String shared(String message) {
    if (!isShared(message)) {
      return "<pre>" + message(message, limit(message)) + "</pre>";
    }
    String before = places.get(message);
    if (before == null) {
      places.put(message, "m" + places.size());
      return "<pre id=\""
          + places.get(message)
          + "\">"
          + message(message, limit(message))
          + "</pre>";
    }
    String first = PageText.line(message.strip().lines().findFirst().orElse(""), FIRST_LINE);
    return String.format(
        "<pre data-as=\"%s\">%s</pre>", before, PageText.link(before, PageText.escape(first)));
  }

  private static String message(String message, int limit) {
    String shown = PageText.escape(PageText.cut(message, limit));
    if (message.length() <= limit) {
      return shown;
    }
    if (limit < LONGEST_NOTE) {
      return shown + "\u2026";
    }
    return shown + "\u2026\n<i>" + PageText.cutNote(limit, message.length()) + "</i>";
  }
}
