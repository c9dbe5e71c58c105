package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  private ResultFiles() {}

  /** Writes all three into a folder that is there. */
  static void write(LessonResult result, Path folder) throws IOException {
    writeJson(result, folder);
    JUnitXml.write(folder.resolve(XML), result.lesson(), JUnitResult.cases(result));
    Files.writeString(folder.resolve(TABLE), table(result));
  }

  /** Writes the first, as a whole or not at all. */
  static void writeJson(LessonResult result, Path folder) throws IOException {
    Path half = Files.writeString(folder.resolve(LessonResult.FILE + ".half"), result.json());
    Files.move(half, folder.resolve(LessonResult.FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A line for each step, with points and the first test that failed; and what did not compile. */
  static String table(LessonResult result) {
    StringBuilder table =
        new StringBuilder(
            "| lesson | step | points | tests | verdict | first failing test |\n"
                + "|---|---|---|---|---|---|\n");
    for (StepResult step : result.steps()) {
      String red =
          step.tests().stream()
              .filter(test -> !test.passed())
              .findFirst()
              .map(test -> sentence(test.name()))
              .orElse("");
      long passed = step.tests().stream().filter(TestGrade::passed).count();
      table.append(
          "| %s | %d | %s of %s | %d of %d | %s | %s |\n"
              .formatted(
                  result.lesson(),
                  step.step(),
                  Points.text(step.score()),
                  Points.text(step.max()),
                  passed,
                  step.tests().size(),
                  step.passed() ? "passed" : "failed",
                  red));
    }
    table.append("\n").append(Points.of(result.score(), result.max())).append(" points");
    table.append(result.note().isEmpty() ? "" : ": " + oneLine(result.note())).append("\n");
    if (!result.notCompiled().isEmpty()) {
      table.append("\n").append(LessonNotes.unused(result)).append("\n\n");
    }
    for (NotCompiled file : result.notCompiled()) {
      table.append("- %s: %s\n".formatted(file.file(), oneLine(file.message())));
    }
    return table.toString();
  }

  /** The method's name as a sentence. */
  static String sentence(String test) {
    return test.substring(test.indexOf('.') + 1).replace('_', ' ');
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
