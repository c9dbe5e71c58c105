package sharing.runner.grading;

import java.util.ArrayList;
import java.util.List;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.TestGrade;

/** The messages of a result, as text that each platform can show. */
final class LessonNotes {

  /** The name of the entry that holds what concerns the lesson as a whole. */
  static final String NAME = "submission";

  private LessonNotes() {}

  /** The files that do not compile, and how the tests' JVM ended; empty if all is well. */
  static String of(LessonResult lesson) {
    List<String> notes = new ArrayList<>();
    if (!lesson.notCompiled().isEmpty()) {
      notes.add(unused(lesson));
    }
    for (NotCompiled file : lesson.notCompiled()) {
      notes.add(file.file() + ": " + file.message());
    }
    notes.add(lesson.note());
    return PlainText.of(String.join("\n", notes)).strip();
  }

  /** What stands above the list of files that were not used, and what the tests ran with. */
  static String unused(LessonResult lesson) {
    boolean ran =
        lesson.tests().stream().anyMatch(test -> !test.verdict().equals(TestGrade.NOT_RUN));
    return "These files were not used"
        + (ran ? ". The tests ran with the skeleton's files of the same names, if any:" : ":");
  }

  /**
   * Why a test failed, in full; empty if it passed. A failed test without a message has its
   * verdict.
   */
  static String messageOf(TestGrade test) {
    if (test.passed()) {
      return "";
    }
    return PlainText.of(test.message().isBlank() ? test.verdict() : test.message()).strip();
  }
}
