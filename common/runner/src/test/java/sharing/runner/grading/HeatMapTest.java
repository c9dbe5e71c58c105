package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** The colours and the numbers of a class's table, where points alone do not decide them. */
class HeatMapTest {
  @Test
  void a_step_with_weight_0_has_no_colour_and_no_number() {
    String map = map(student("ada", TestGrade.PASSED, 0), student("bob", TestGrade.FAILED, 0));

    assertThat(map)
        .contains(
            "<td class=\"g\" title=\"mean, 09-small step 1: 0 of 0\"></td>",
            "<td class=\"g\" title=\"ada, 09-small step 1: 0 of 0\"></td>",
            "<td class=\"g\"><a href=\"#s1-0-1\" title=\"bob, 09-small step 1: 0 of 0,"
                + " first failed: b is two\">\u00b7</a></td>");
  }

  @Test
  void a_step_of_which_no_test_ran_has_no_failing_test() {
    assertThat(map(student("ada", TestGrade.NOT_RUN, 10)))
        .contains("title=\"ada, 09-small step 1: 0 of 10, not run\">0</a>");
  }

  private static String map(StudentResult... students) {
    return HeatMap.html(
        new ClassResult(1, "submissions", List.of("09-small"), List.of(students), List.of()));
  }

  private static StudentResult student(String name, String verdict, double max) {
    TestGrade test = new TestGrade("ATest.b_is_two", verdict, 0, max, "Seen: 1", 1);
    StepResult step = new StepResult(1, "A lock", 0, max, List.of(test));
    LessonResult lesson = new LessonResult(1, "09-small", 0, max, List.of(), "", 1, List.of(step));
    return new StudentResult(name, 0, max, List.of(lesson));
  }
}
