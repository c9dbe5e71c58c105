package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.grading.LessonResult.NotCompiled;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** The result for people says why each step lacks points, whatever the messages hold. */
class ResultFilesTest {
  @Test
  void each_step_that_failed_has_the_message_of_its_first_failing_test() {
    String text =
        text(
            "",
            step(1, grade("ATest.a", TestGrade.PASSED, "")),
            step(
                2,
                grade("BTest.a", TestGrade.PASSED, ""),
                grade("BTest.b_is_two", TestGrade.FAILED, "Expected: 2\n\nSeen: 1"),
                grade("BTest.c", TestGrade.FAILED, "Expected: 3")));

    assertThat(text)
        .contains("| 09-small | 1 | 10 of 10 | 1 of 1 | passed |  |")
        .contains("| 09-small | 2 | 0 of 10 | 1 of 3 | failed | b is two |")
        .endsWith(
            "\n10 of 20 points\n\nStep 2, failed: `BTest.b_is_two`\n\n"
                + "    Expected: 2\n\n    Seen: 1\n");
  }

  @Test
  void a_step_that_did_not_run_says_why_unless_the_reason_is_that_of_the_lesson() {
    StepResult step = step(1, grade("ATest.a", TestGrade.NOT_RUN, "it did not run: no class"));

    assertThat(text("", step))
        .contains("| 09-small | 1 | 0 of 10 | 0 of 1 | not run |  |")
        .endsWith("\nStep 1, not run: `ATest.a`\n\n    it did not run: no class\n");
    assertThat(text("there is no folder", step))
        .contains("| 09-small | 1 | 0 of 10 | 0 of 1 | not run |  |")
        .endsWith("\n0 of 10 points: there is no folder\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\n# A title\n```",
        "<script>\n\n<!--",
        "a\r| b |\r\n| c |\n- d",
        "    e\n\n\n\tf\n",
        "\u0000\u001b[31m\u0085\ud83d"
      })
  void no_text_of_a_submission_becomes_markdown(String text) {
    LessonResult result =
        result(
            "",
            List.of(new NotCompiled(text, text)),
            step(1, grade("ATest.a", TestGrade.FAILED, text)));
    String shown = ResultFiles.text(result);

    List<String> lines = shown.lines().toList();
    List<String> after = lines.subList(lines.indexOf("0 of 10 points") + 1, lines.size());
    assertThat(after)
        .filteredOn(line -> !line.isEmpty() && !line.startsWith("    "))
        .containsExactly(LessonNotes.unused(result), "Step 1, failed: `ATest.a`");
    assertThat(shown.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cs}&&[^\t]]");
  }

  @Test
  void a_long_message_is_cut_and_says_where_the_whole_is() {
    String text = text("", step(1, grade("ATest.a", TestGrade.FAILED, "x".repeat(5_000))));

    assertThat(text)
        .endsWith(
            "\n    "
                + "x".repeat(1_000)
                + "\u2026\n\nThe first 1,000 of 5,000 characters. The rest is in result.json.\n");
  }

  private static String text(String note, StepResult... steps) {
    return ResultFiles.text(result(note, List.of(), steps));
  }

  private static LessonResult result(
      String note, List<NotCompiled> notCompiled, StepResult... steps) {
    List<StepResult> all = List.of(steps);
    return new LessonResult(
        LessonResult.VERSION,
        "09-small",
        all.stream().mapToDouble(StepResult::score).sum(),
        all.stream().mapToDouble(StepResult::max).sum(),
        notCompiled,
        note,
        7,
        all);
  }

  private static StepResult step(int number, TestGrade... tests) {
    List<TestGrade> all = List.of(tests);
    boolean passed = all.stream().allMatch(TestGrade::passed);
    return new StepResult(number, "A lock", passed ? 10 : 0, 10, all);
  }

  private static TestGrade grade(String name, String verdict, String message) {
    boolean passed = verdict.equals(TestGrade.PASSED);
    return new TestGrade(name, verdict, passed ? 5 : 0, 5, message, 1);
  }
}
