package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Collectors;
import sharing.runner.JUnitXml;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/**
 * The files of one lesson of one submission: {@value LessonResult#FILE} for programs, {@value #XML}
 * for what reads JUnit's format, and {@value #TABLE} for people.
 */
final class ResultFiles {
  static final String XML = "TEST-result.xml";
  static final String TABLE = "result.md";

  /** Where a message is cut, in characters. */
  private static final int LONGEST = 1_000;

  /** The indentation that makes a line a line of code in Markdown: no text has an effect there. */
  private static final String CODE = "    ";

  private ResultFiles() {}

  /** Writes all three into a folder that is there. */
  static void write(LessonResult result, Path folder) throws IOException {
    writeJson(result, folder);
    JUnitXml.write(folder.resolve(XML), result.lesson(), JUnitResult.cases(result));
    Files.writeString(folder.resolve(TABLE), text(result));
  }

  /** Writes the first, as a whole or not at all. */
  static void writeJson(LessonResult result, Path folder) throws IOException {
    Path half = Files.writeString(folder.resolve(LessonResult.FILE + ".half"), result.json());
    Files.move(half, folder.resolve(LessonResult.FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * A table with a line for each step, with points and the first test that failed; then what did
   * not compile, and why each step lacks points. It is Markdown that can be read on a console.
   */
  static String text(LessonResult result) {
    StringBuilder text =
        new StringBuilder(
            "| lesson | step | points | tests | verdict | first failing test |\n"
                + "|---|---|---|---|---|---|\n");
    for (StepResult step : result.steps()) {
      String red = step.firstFailed().map(test -> sentence(test.name())).orElse("");
      long passed = step.tests().stream().filter(TestGrade::passed).count();
      text.append(
          "| %s | %d | %s of %s | %d of %d | %s | %s |\n"
              .formatted(
                  result.lesson(),
                  step.step(),
                  Points.text(step.score()),
                  Points.text(step.max()),
                  passed,
                  step.tests().size(),
                  step.verdict(),
                  red));
    }
    text.append("\n").append(Points.of(result.score(), result.max())).append(" points");
    text.append(result.note().isEmpty() ? "" : ": " + oneLine(result.note())).append("\n");
    if (!result.notCompiled().isEmpty()) {
      text.append("\n").append(LessonNotes.unused(result)).append("\n\n");
    }
    for (NotCompiled file : result.notCompiled()) {
      String line = oneLine(file.file() + ": " + file.message());
      text.append(CODE).append(PlainText.of(line)).append("\n");
    }
    for (StepResult step : result.steps()) {
      reason(step, result.note())
          .ifPresent(
              test ->
                  text.append(
                      "\nStep %d, %s: `%s`\n\n%s"
                          .formatted(
                              step.step(),
                              test.verdict(),
                              test.name(),
                              code(LessonNotes.messageOf(test)))));
    }
    return text.toString();
  }

  /** The test whose message says why a step lacks points; nothing if the lesson's note does. */
  private static Optional<TestGrade> reason(StepResult step, String note) {
    Optional<TestGrade> first = step.tests().stream().filter(test -> !test.passed()).findFirst();
    return step.firstFailed().or(() -> first.filter(test -> note.isEmpty()));
  }

  private static String code(String whole) {
    String cut = PageText.cut(whole, LONGEST);
    boolean isWhole = cut.equals(whole);
    String code =
        (isWhole ? cut : cut + "\u2026")
            .lines()
            .map(line -> (line.isBlank() ? "" : CODE + line) + "\n")
            .collect(Collectors.joining());
    return isWhole ? code : code + "\n" + PageText.cutNote(LONGEST, whole.length()) + "\n";
  }

  /** The method's name as a sentence. */
  static String sentence(String test) {
    return test.substring(test.indexOf('.') + 1).replace('_', ' ');
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
