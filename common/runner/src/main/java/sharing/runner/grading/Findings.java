package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sharing.runner.check.VariantFile;
import sharing.runner.check.VariantFile.Rejection;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.MistakePage;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * What a class got wrong, by name: of each step of each submission, the first failing test is
 * matched with the pages of mistakes, each of which names a test and a part of its message.
 */
final class Findings {
  /** The name of a step whose method still has the skeleton's TODO. */
  static final String NOT_WRITTEN = "Not written yet";

  /** Stands between the titles of several pages that fit. */
  static final String OR = ", or: ";

  /** The expected and seen results decide whether two students made the same mistake. */
  private static final int LINES = 2;

  private final Path root;
  private final Map<String, List<VariantFile>> pages = new LinkedHashMap<>();
  private final Map<Key, Found> found = new LinkedHashMap<>();

  private record Key(
      String lesson, int step, List<MistakePage> pages, String test, String message) {}

  private record Found(String what, String message, List<String> students) {}

  private Findings(Path root) {
    this.root = root;
  }

  /**
   * The findings of a class, the most frequent first, and after them what is not written yet.
   *
   * @param root the folder of the course
   */
  static List<Finding> of(List<StudentResult> students, Path root) throws IOException {
    Findings findings = new Findings(root);
    for (StudentResult student : students) {
      for (LessonResult lesson : student.lessons()) {
        for (StepResult step : lesson.steps()) {
          Optional<TestGrade> first = step.firstFailed();
          if (first.isPresent()) {
            findings.add(student.student(), lesson.lesson(), step.step(), first.get());
          }
        }
      }
    }
    return findings.all();
  }

  private void add(String student, String lesson, int step, TestGrade test) throws IOException {
    boolean isOpen = test.message().contains("\"TODO step ");
    List<MistakePage> fitting =
        isOpen
            ? List.of()
            : fitting(lesson, test).stream().map(page -> page(lesson, page)).toList();
    String what =
        isOpen
            ? NOT_WRITTEN
            : fitting.isEmpty()
                ? ResultFiles.sentence(test.name())
                : String.join(OR, fitting.stream().map(MistakePage::title).toList());
    String message = test.message().lines().limit(LINES).reduce((a, b) -> a + "\n" + b).orElse("");
    String group = fitting.isEmpty() ? message : "";
    found
        .computeIfAbsent(
            new Key(lesson, step, fitting, test.name(), group),
            key -> new Found(what, message, new ArrayList<>()))
        .students()
        .add(student);
  }

  private List<VariantFile> fitting(String lesson, TestGrade test) throws IOException {
    List<VariantFile> fitting = new ArrayList<>();
    for (VariantFile page : pages(lesson)) {
      Optional<Rejection> rejection = page.rejection();
      if (rejection.isPresent()
          && rejection.get().test().equals(test.name())
          && inBothOrders(test.message()).contains(oneLine(rejection.get().message()))) {
        fitting.add(page);
      }
    }
    return fitting;
  }

  private List<VariantFile> pages(String lesson) throws IOException {
    if (!pages.containsKey(lesson)) {
      List<VariantFile> read = new ArrayList<>();
      for (Path file : VariantFile.in(solution(lesson).resolve(VariantFile.MISTAKES))) {
        read.add(VariantFile.read(file));
      }
      pages.put(lesson, read);
    }
    return pages.get(lesson);
  }

  private Path solution(String lesson) {
    return root.resolve(Path.of("solutions", lesson));
  }

  private List<Finding> all() {
    return found.entrySet().stream()
        .map(entry -> finding(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((Finding finding) -> finding.what().equals(NOT_WRITTEN))
                .thenComparing(finding -> -finding.students().size())
                .thenComparing(Finding::lesson)
                .thenComparing(Finding::step))
        .toList();
  }

  private static MistakePage page(String lesson, VariantFile page) {
    return new MistakePage(page.title(), "solutions/" + lesson + "/" + page.name() + ".md");
  }

  private static Finding finding(Key key, Found found) {
    return new Finding(
        key.lesson(),
        key.step(),
        found.what(),
        key.pages().stream().findFirst().map(MistakePage::page).orElse(""),
        key.pages(),
        key.test(),
        found.message(),
        List.copyOf(found.students()));
  }

  /**
   * A grade has the outcome first, and then how it came about; a page may name the end of the
   * latter and the beginning of the outcome.
   */
  private static String inBothOrders(String message) {
    return oneLine(message + "\n" + message);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
