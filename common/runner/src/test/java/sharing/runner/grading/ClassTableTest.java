package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.runner.grading.ClassResult.StudentResult;
import sharing.runner.grading.LessonResult.StepResult;
import sharing.runner.grading.LessonResult.TestGrade;

/** The table for spreadsheets and gradebooks. */
class ClassTableTest {

  @Test
  void a_line_is_a_student_and_a_column_a_lesson_or_a_step() {
    LessonResult primes = lesson("01-primes", 10, 10);
    LessonResult flags = lesson("04-flags", 10.0 / 3, 0);
    assertThat(ClassTable.csv(classOf(student("ada", primes, flags), student("bob", flags))))
        .isEqualTo(
            "student,total,max,01-primes,04-flags,"
                + "01-primes step 1,01-primes step 2,04-flags step 1,04-flags step 2\n"
                + "ada,23.33,40,20,3.33,10,10,3.33,0\n"
                + "bob,3.33,20,,3.33,,,3.33,0\n");
  }

  @Test
  void each_line_has_as_many_cells_as_the_header() {
    String[] lines = ClassTable.csv(MadeClass.of(200, 0.3, 100, false)).split("\n");
    assertThat(lines).hasSize(201).allMatch(line -> line.split(",", -1).length == 3 + 8 + 36);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10",
    "0, 0",
    "-0.0, 0",
    "3.3333333, 3.33",
    "6.666666, 6.67",
    "0.1, 0.1",
    "2.50, 2.5",
    "0.004, 0",
    "9.999, 10",
    "1234567.25, 1234567.25",
    "100, 100"
  })
  void points_have_a_dot_and_two_decimals_at_most(double points, String text) {
    assertThat(Points.text(points)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "ada, ada",
        "ada|bob, ada|bob",
        "`ada, bob`, `\"ada, bob\"`",
        "`ada \"the first\"`, `\"ada \"\"the first\"\"\"`",
        "`ada\nbob`, ada bob",
        "`ada `, ada",
        "`=1+1`, `'=1+1`",
        "`=HYPERLINK(\"a\",\"b\")`, `\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"`",
        "`+1`, `'+1`",
        "`-ada`, `'-ada`",
        "`@ada`, `'@ada`",
        "`\t=1`, `'=1`",
        "`\u0001=1`, ?=1",
        "`a=1`, `a=1`"
      })
  void a_name_stays_one_cell_and_becomes_no_formula(String name, String cell) {
    String csv = ClassTable.csv(classOf(student(name)));
    assertThat(csv).endsWith("\n" + cell + ",0,0,,\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zo\u00eb", "\u05d0"})
  void a_byte_order_mark_stands_only_where_it_is_needed(String name) {
    assertThat(ClassTable.csv(classOf(student(name)))).startsWith("\uFEFFstudent").contains(name);
    assertThat(ClassTable.csv(classOf(student("ada")))).startsWith("student");
  }

  private static ClassResult classOf(StudentResult... students) {
    return new ClassResult(
        1, "submissions", List.of("01-primes", "04-flags"), List.of(students), List.of());
  }

  private static StudentResult student(String name, LessonResult... lessons) {
    List<LessonResult> all = List.of(lessons);
    return new StudentResult(
        name,
        all.stream().mapToDouble(LessonResult::score).sum(),
        all.stream().mapToDouble(LessonResult::max).sum(),
        all);
  }

  private static LessonResult lesson(String name, double first, double second) {
    return new LessonResult(
        1, name, first + second, 20, List.of(), "", 1, List.of(step(1, first), step(2, second)));
  }

  private static StepResult step(int number, double score) {
    String verdict = score == 10 ? TestGrade.PASSED : "failed";
    return new StepResult(
        number, "A step", score, 10, List.of(new TestGrade("ATest.a", verdict, score, 10, "", 1)));
  }
}
