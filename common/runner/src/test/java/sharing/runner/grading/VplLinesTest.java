package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Moodle's Virtual Programming Lab reads, with the patterns of its source. */
class VplLinesTest {
  // As in classes for submissions of https://github.com/jcrodriguez-dis/moodle-mod_vpl.
  private static final Pattern GRADE = Pattern.compile("(?dm)^Grade :=>>(.*)$");
  private static final Pattern COMMENT =
      Pattern.compile("(?dm)^[ \\t]*(?:Comment :=>>(.*)|<\\|--)[ \\t]*$");
  private static final List<LessonResult> ALL =
      List.of(Samples.fractions("04-flags"), Samples.notCompiled(), Samples.noTests());

  @Test
  void each_line_is_a_comment_and_the_last_one_the_grade() {
    List<String> lines = VplLines.of(ALL, Map.of()).lines().toList();
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(line).matches("Comment :=>>[-> ].*"));
    assertThat(lines.get(lines.size() - 1)).matches("Grade :=>> \\d+(\\.\\d+)?");
  }

  @Test
  void no_message_sets_a_grade() {
    assertThat(found(GRADE, VplLines.of(ALL, Map.of()))).containsExactly(" 4.17");
  }

  @Test
  void the_grade_is_in_the_range_of_the_activity() {
    String lines =
        VplLines.of(ALL, Map.of("VPL_GRADEMIN", "20.00000", "VPL_GRADEMAX", "100.00000"));
    assertThat(found(GRADE, lines)).containsExactly(" 53.33");
    assertThat(found(GRADE, VplLines.of(List.of(Samples.noTests()), Map.of())))
        .containsExactly(" 0");
    assertThatThrownBy(() -> VplLines.of(ALL, Map.of("VPL_GRADEMAX", "much")))
        .hasMessage("Expected: the environment variable VPL_GRADEMAX is a number. Seen: much");
  }

  @Test
  void a_student_sees_the_points_and_the_whole_message() {
    assertThat(found(COMMENT, VplLines.of(ALL, Map.of())))
        .containsExactly(
            "-04-flags: 1.67 of 2 points",
            " Step 1, A flag: 1 of 1 points",
            " Step 2, Two searches: 0.67 of 1 points",
            "-04-flags, step 2: SearchTest.third failed",
            "> Expected: \"quoted\", 'single' <b>bold</b> & more",
            "> Seen: ]]> ???[31m \uD83D\uDE00 ? -->",
            "> Grade :=>> 100",
            "> Comment :=>>-a title",
            "> --|>",
            "> =1+1",
            "-05-file-counter: 0 of 2 points",
            "> These files were not used. The tests ran with the skeleton's files of the same names,"
                + " if any:",
            "> sharing/CountFile.java: line 7: ';' expected",
            " Step 1, A file: 0 of 2 points",
            "-05-file-counter, step 1: CountFileTest.counts failed",
            "> failed",
            "-06-redis: 0 of 0 points",
            "> No test ran: the JVM exited with 1");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult each) -> each.group(1)).toList();
  }
}
