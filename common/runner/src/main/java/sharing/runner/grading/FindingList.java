package sharing.runner.grading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    return result.findings().stream().map(list::item).collect(Collectors.joining());
  }

  private String item(Finding finding) {
    StringBuilder html = new StringBuilder("<li><b>");
    html.append(finding.students().size()).append(" of ").append(result.students().size());
    html.append("</b> ").append(what(finding));
    html.append(" <span class=\"soft\">(").append(PageText.escape(finding.lesson()));
    html.append(", step ").append(finding.step()).append(")</span>\n");
    String message = finding.message();
    if (finding.pages().isEmpty() && !isOpen(finding) && !message.isBlank()) {
      html.append("<pre>")
          .append(PageText.escape(PageText.cut(message, LONGEST)))
          .append(message.length() > LONGEST ? "\u2026" : "")
          .append("</pre>\n");
    }
    html.append("<details><summary>Students</summary><p>");
    List<String> names =
        finding.students().stream().map(name -> name(finding.lesson(), name)).toList();
    return html.append(String.join(", ", names)).append("</p></details></li>\n").toString();
  }

  /** Links to the pages; without a page, the test. */
  private static String what(Finding finding) {
    if (finding.pages().isEmpty()) {
      return (isOpen(finding) ? finding.what() + ": " : "")
          + ("<code>" + PageText.escape(finding.test()) + "</code>");
    }
    return finding.pages().stream()
        .map(
            each ->
                String.format(
                    "<a href=\"%s%s\">%s</a>",
                    ROOT, PageText.escape(path(each.page())), PageText.escape(each.title())))
        .collect(Collectors.joining(Findings.OR));
  }

  private static boolean isOpen(Finding finding) {
    return finding.what().equals(Findings.NOT_WRITTEN);
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
