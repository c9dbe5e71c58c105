package sharing.runner.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sharing.runner.Demonstrations.Shown;

/** Pins what the check refuses of a demonstration. */
class DemonstrationCheckTest {
  private static final String COLUMNS = "    worker 1                  worker 2      next\n";
  private static final String NEXT = "  Then run\n    mvn test -pl lessons/09-small\n";

  @Test
  void one_that_fits_on_a_screen_has_columns_and_says_what_comes_next_is_right() {
    String longest = "x".repeat(78) + "\n";
    assertThat(DemonstrationCheck.faults(shown(COLUMNS + longest.repeat(21) + NEXT))).isEmpty();
  }

  @Test
  void one_that_does_not_end_as_it_should_is_refused_with_what_it_printed() {
    Shown failed = new Shown(COLUMNS + NEXT, Optional.of("The demonstration ended."));
    assertThat(DemonstrationCheck.faults(failed))
        .containsExactly("The demonstration ended.\n" + COLUMNS + NEXT);
  }

  @Test
  void more_lines_than_a_screen_has_are_refused() {
    assertThat(DemonstrationCheck.faults(shown(COLUMNS + "x\n".repeat(22) + NEXT)))
        .containsExactly("it shows 25 lines, and a screen has 24");
  }

  @Test
  void a_line_that_is_too_long_is_refused() {
    String line = "x".repeat(79);
    assertThat(DemonstrationCheck.faults(shown(COLUMNS + line + "\n" + NEXT)))
        .containsExactly("a line has more than 78 characters: " + line);
  }

  @Test
  void one_without_columns_or_without_the_next_command_is_refused() {
    assertThat(DemonstrationCheck.faults(shown(NEXT)))
        .containsExactly("it shows no schedule in columns");
    assertThat(DemonstrationCheck.faults(shown(COLUMNS)))
        .containsExactly("it does not end with the command that comes next");
  }

  private static Shown shown(String text) {
    return new Shown(text, Optional.empty());
  }
}
