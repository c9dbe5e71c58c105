package sharing.runner.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sharing.runner.Lesson;
import sharing.runner.Step;
import sharing.runner.TestResult;
import sharing.runner.check.VariantFile.Rejection;

/**
 * An instructor's notes on one lesson, {@value #FILE} of its solution: a first part that people
 * write, and a second part that is generated from the pages of {@code mistakes/}.
 */
final class Notes {
  static final String FILE = "NOTES.md";

  /** The line between the two parts. */
  static final String GENERATED =
      "<!-- What follows is made from mistakes/: -Dvariant=solution -Dnotes=write -->";

  private final Path file;
  private final List<TestResult> tests;

  /**
   * @param tests all tests of the lesson, in the order of the steps
   */
  Notes(Lesson solution, List<TestResult> tests) {
    this.file = solution.dir().resolve(FILE);
    this.tests = tests;
  }

  /**
   * Compares the notes with the pages.
   *
   * @return what is wrong with the notes, or nothing
   */
  Optional<String> check(List<VariantFile> mistakes) throws IOException {
    if (!Files.exists(file)) {
      return Optional.of("the file is missing, and instructors need it");
    }
    String text = Files.readString(file).replace("\r\n", "\n");
    if (!text.contains(GENERATED)) {
      return Optional.of("it needs this line, which the table of mistakes follows: " + GENERATED);
    }
    return text.equals(with(mistakes, text))
        ? Optional.empty()
        : Optional.of("its table differs from mistakes/. Add -Dnotes=write to write it.");
  }

  /** Rewrites the second part. */
  void write(List<VariantFile> mistakes) throws IOException {
    Files.writeString(file, with(mistakes, Files.readString(file).replace("\r\n", "\n")));
  }

  private String with(List<VariantFile> mistakes, String text) {
    String written = text.substring(0, text.indexOf(GENERATED) + GENERATED.length());
    return written + "\n\n" + generated(mistakes);
  }

  private String generated(List<VariantFile> mistakes) {
    StringBuilder text = new StringBuilder("## What students get wrong\n");
    for (Step step : Step.of(tests)) {
      text.append("\n### Step ").append(step.number()).append(": ").append(step.title());
      text.append("\n\n| what the student does | failing test | message |\n|---|---|---|\n");
      step.tests().forEach(test -> mistakes.forEach(page -> text.append(row(test, page))));
    }
    return text.toString();
  }

  private static String row(TestResult test, VariantFile page) {
    Rejection rejection = page.rejection().orElseThrow();
    return rejection.test().equals(test.name())
        ? String.format(
            "| [%s](%s.md) | %s | `%s` |\n",
            page.title(), page.name(), test.sentence(), rejection.message().replace("|", "\\|"))
        : "";
  }
}
