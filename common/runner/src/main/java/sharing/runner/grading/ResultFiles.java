package sharing.runner.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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
    JUnitXml.write(folder.resolve(XML), result.lesson(), cases(result));
    Files.writeString(folder.resolve(TABLE), table(result));
  }

  /** Writes the first, as a whole or not at all. */
  static void writeJson(LessonResult result, Path folder) throws IOException {
    Path half = Files.writeString(folder.resolve(LessonResult.FILE + ".half"), result.json());
    Files.move(half, folder.resolve(LessonResult.FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<JUnitXml.Case> cases(LessonResult result) {
    List<JUnitXml.Case> cases = new ArrayList<>();
    for (NotCompiled file : result.notCompiled()) {
      cases.add(new JUnitXml.Case(result.lesson(), file.file() + " compiles", file.message(), 0));
    }
    for (StepResult step : result.steps()) {
      for (TestGrade test : step.tests()) {
        String[] name = test.name().split("\\.");
        cases.add(
            new JUnitXml.Case(
                result.lesson() + "." + name[0], name[1], test.message(), test.milliseconds()));
      }
    }
    return cases;
  }

  /** A line for each step, with points and the first test that failed; and what did not compile. */
  static String table(LessonResult result) {
    StringBuilder table =
        new StringBuilder(
            "| lesson | step | points | tests | verdict | first that failed |\n"
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
                  points(step.score()),
                  points(step.max()),
                  passed,
                  step.tests().size(),
                  step.passed() ? "passed" : "failed",
                  red));
    }
    table.append("\n%s of %s points".formatted(points(result.score()), points(result.max())));
    table.append(result.note().isEmpty() ? "" : ": " + oneLine(result.note())).append("\n");
    for (NotCompiled file : result.notCompiled()) {
      table.append(
          "\nThe skeleton's file stands in for %s: %s\n"
              .formatted(file.file(), oneLine(file.message())));
    }
    return table.toString();
  }

  /** The method's name as a sentence. */
  static String sentence(String test) {
    return test.substring(test.indexOf('.') + 1).replace('_', ' ');
  }

  /** Points with two decimals at most. */
  static String points(double points) {
    String text = String.format(java.util.Locale.ROOT, "%.2f", points);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
