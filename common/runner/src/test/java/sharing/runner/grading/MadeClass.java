package sharing.runner.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sharing.runner.grading.ClassResult.Finding;
import sharing.runner.grading.ClassResult.MistakePage;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** A class of any size, the same each time: eight lessons, 36 steps, four tests in each. */
final class MadeClass {
  private static final List<String> LESSONS =
      List.of(
          "01-primes",
          "02-queues",
          "03-ranges",
          "04-flags",
          "05-file-counter",
          "06-redis",
          "07-mmap",
          "08-durable-queue");
  private static final int[] STEPS = {3, 5, 4, 5, 5, 4, 4, 6};
  private static final int TESTS = 4;
  private static final double WEIGHT = 10;

  private final Random random = new Random(43);
  private final int messageLength;
  private final boolean messagesDiffer;
  private final double failures;

  private MadeClass(double failures, int messageLength, boolean messagesDiffer) {
    this.failures = failures;
    this.messageLength = messageLength;
    this.messagesDiffer = messagesDiffer;
  }

  /**
   * A class.
   *
   * @param failures the part of the tests that fail, for the average student
   * @param messageLength the length of a message, in characters
   * @param messagesDiffer whether no two students get the same message
   */
  static ClassResult of(int students, double failures, int messageLength, boolean messagesDiffer) {
    return new MadeClass(failures, messageLength, messagesDiffer).make(students);
  }

  /** One student, whose one lesson has one step with one failed test, all with this text. */
  static ClassResult hostile(String text) {
    TestGrade test = new TestGrade("ATest." + text, "failed", 0, WEIGHT, text, 5);
    StepResult step = new StepResult(1, text, 0, WEIGHT, List.of(test));
    LessonResult lesson =
        new LessonResult(
            LessonResult.VERSION,
            text,
            0,
            WEIGHT,
            List.of(new NotCompiled(text, text)),
            text,
            5,
            List.of(step));
    String name = "ATest." + text;
    List<MistakePage> pages = List.of(new MistakePage(text, text));
    Finding page = new Finding(text, 1, text, text, pages, name, text, List.of(text));
    Finding noPage = new Finding(text, 1, text, "", List.of(), name, text, List.of(text));
    return new ClassResult(
        ClassResult.VERSION,
        text,
        List.of(text),
        List.of(new StudentResult(text, 0, WEIGHT, List.of(lesson))),
        List.of(page, noPage));
  }

  private ClassResult make(int count) {
    List<StudentResult> students = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      students.add(student(i));
    }
    return new ClassResult(
        ClassResult.VERSION, "submissions/autumn", LESSONS, students, findings(students));
  }

  private StudentResult student(int number) {
    String name =
        number % 17 == 5
            ? String.format("%03d-a-student-whose-folder-has-a-long-name", number)
            : String.format(
                "%03d-%s", number, List.of("ada", "bob", "Zo\u00eb", "li").get(number % 4));
    double own = Math.min(1, failures * 2 * random.nextDouble());
    List<LessonResult> lessons = new ArrayList<>();
    for (int i = 0; i < LESSONS.size(); i++) {
      lessons.add(lesson(name, i, own * (0.5 + i / 8.0)));
    }
    return new StudentResult(
        name,
        lessons.stream().mapToDouble(LessonResult::score).sum(),
        lessons.stream().mapToDouble(LessonResult::max).sum(),
        lessons);
  }

  private LessonResult lesson(String student, int number, double failing) {
    boolean isMissing = random.nextInt(40) == 0;
    boolean isNotCompiled = random.nextInt(30) == 0;
    List<StepResult> steps = new ArrayList<>();
    for (int i = 1; i <= STEPS[number]; i++) {
      List<TestGrade> tests = new ArrayList<>();
      for (int j = 0; j < TESTS; j++) {
        tests.add(
            test(student, LESSONS.get(number), i, j, isMissing, random.nextDouble() < failing));
      }
      double score = tests.stream().mapToDouble(TestGrade::score).sum();
      steps.add(new StepResult(i, "A lock on the number " + i, score, WEIGHT, tests));
    }
    return new LessonResult(
        LessonResult.VERSION,
        LESSONS.get(number),
        steps.stream().mapToDouble(StepResult::score).sum(),
        WEIGHT * steps.size(),
        isNotCompiled
            ? List.of(
                new NotCompiled("sharing/flags/PrimeSearch.java", "line 12: cannot find symbol"))
            : List.of(),
        isMissing ? "The submission has no folder lessons/" + LESSONS.get(number) + "." : "",
        500 + random.nextInt(20_000),
        steps);
  }

  private TestGrade test(
      String student, String lesson, int step, int test, boolean missing, boolean fails) {
    String name = "Step" + step + "Test.no_pause_loses_an_increment_" + test;
    double max = WEIGHT / TESTS;
    if (missing) {
      return new TestGrade(name, "not run", 0, max, "", 0);
    }
    if (!fails) {
      return new TestGrade(name, TestGrade.PASSED, max, max, "", 7);
    }
    String message =
        "Expected: "
            + name
            + (messagesDiffer ? " of " + student : "")
            + " in "
            + lesson
            + " is 2.\nSeen: it is 1.\n"
            + "Worker 1 was paused after it had read the number. ".repeat(messageLength / 50 + 1);
    return new TestGrade(
        name, "failed", 0, max, message.substring(0, Math.max(80, messageLength)), 11);
  }

  /** As the grading finds them: only the first and the second test of a step have pages. */
  private static List<Finding> findings(List<StudentResult> students) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (StudentResult student : students) {
      for (LessonResult lesson : student.lessons()) {
        for (StepResult step : lesson.steps()) {
          step.tests().stream()
              .filter(test -> !test.passed())
              .findFirst()
              .ifPresent(
                  test ->
                      findings
                          .computeIfAbsent(
                              lesson.lesson() + step.step() + test.name(),
                              key -> finding(lesson.lesson(), step.step(), test))
                          .students()
                          .add(student.student()));
        }
      }
    }
    return findings.values().stream()
        .sorted((a, b) -> b.students().size() - a.students().size())
        .toList();
  }

  private static Finding finding(String lesson, int step, TestGrade test) {
    boolean hasPage = test.name().endsWith("0") || test.name().endsWith("1");
    String page = "solutions/" + lesson + "/mistakes/a-plain-field.md";
    String title = "A plain field in place of a lock";
    return new Finding(
        lesson,
        step,
        hasPage ? title : "No pause loses an increment.",
        hasPage ? page : "",
        hasPage ? List.of(new MistakePage(title, page)) : List.of(),
        test.name(),
        test.message().lines().limit(3).reduce((a, b) -> a + "\n" + b).orElse(""),
        new ArrayList<>());
  }
}
