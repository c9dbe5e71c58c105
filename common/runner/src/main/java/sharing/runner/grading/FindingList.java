package sharing.runner.grading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.StudentResult;

/** The part of a class's page that says what the class got wrong, the most frequent first. */
final class FindingList {
  private static final int LONGEST = 1_000;

  /** From the folder of the page to the root of the course. */
  private static final String ROOT = "../../";

  private final ClassResult result;
  private final Map<String, String> places = new HashMap<>();

  private FindingList(ClassResult result) {
    this.result = result;
    for (int i = 0; i < result.students().size(); i++) {
      StudentResult student = result.students().get(i);
      for (int j = 0; j < student.lessons().size(); j++) {
        LessonResult lesson = student.lessons().get(j);
        if (StudentDetails.misses(lesson)) {
          places.put(key(student.student(), lesson.lesson()), StudentDetails.lesson(i, j));
        }
      }
    }
  }

  /** The items of the list. */
  static String html(ClassResult result) {
    FindingList list = new FindingList(result);
    StringBuilder html = new StringBuilder();
    grouped(result.findings()).forEach(group -> html.append(list.item(group)));
    return html.toString();
  }

  /** Findings without a page are grouped by their test. */
  private static List<List<Finding>> grouped(List<Finding> findings) {
    Map<Object, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Object key =
          finding.page().isEmpty()
              ? List.of(finding.lesson(), finding.step(), finding.test())
              : finding;
      groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(finding);
    }
    return groups.values().stream()
        .sorted(Comparator.comparing((List<Finding> group) -> students(group).size()).reversed())
        .toList();
  }

  private static Set<String> students(List<Finding> group) {
    Set<String> students = new LinkedHashSet<>();
    group.forEach(finding -> students.addAll(finding.students()));
    return students;
  }

  private String item(List<Finding> group) {
    Finding first = group.get(0);
    Set<String> students = students(group);
    StringBuilder html = new StringBuilder("<li><b>");
    html.append(students.size()).append(" of ").append(result.students().size()).append("</b> ");
    if (first.page().isEmpty()) {
      html.append("<code>").append(PageText.escape(first.test())).append("</code>");
    } else {
      html.append("<a href=\"").append(ROOT).append(PageText.escape(path(first.page())));
      html.append("\">").append(PageText.escape(first.what())).append("</a>");
    }
    html.append(" <span class=\"soft\">(").append(PageText.escape(first.lesson()));
    html.append(", step ").append(first.step()).append(")</span>\n");
    if (first.page().isEmpty()) {
      group.stream()
          .map(Finding::message)
          .distinct()
          .filter(message -> !message.isBlank())
          .forEach(
              message ->
                  html.append("<pre>")
                      .append(PageText.escape(PageText.cut(message, LONGEST)))
                      .append(message.length() > LONGEST ? "\u2026" : "")
                      .append("</pre>\n"));
    }
    html.append("<details><summary>Students</summary><p>");
    List<String> names = students.stream().map(name -> name(first.lesson(), name)).toList();
    return html.append(String.join(", ", names)).append("</p></details></li>\n").toString();
  }

  private String name(String lesson, String student) {
    String place = places.get(key(student, lesson));
    String name = PageText.name(student);
    return place == null ? name : PageText.link(place, name);
  }

  /** No folder's name holds this character. */
  private static String key(String student, String lesson) {
    return student + "\0" + lesson;
  }

  /** Encodes characters that would end the path in an address. */
  private static String path(String page) {
    return page.replace("%", "%25").replace("#", "%23").replace("?", "%3F").replace(" ", "%20");
  }
}
