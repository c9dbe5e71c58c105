package sharing.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No option that somebody types is ignored without a word. */
class RunOptionsTest {
  private static final List<String> OPTIONS =
      List.of("weights", "format", "again", "submission", "submissions");

  @BeforeEach
  @AfterEach
  void typeNothing() {
    OPTIONS.forEach(System::clearProperty);
  }

  @Test
  void a_run_without_options_has_no_fault() {
    assertThat(RunOptions.ofProperties().fault()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights", "format", "again"})
  void an_option_of_grading_needs_a_submission(String option) {
    System.setProperty(option, "file");
    assertThat(RunOptions.ofProperties().fault())
        .contains("-D" + option + " is for grading: add -Dsubmission=DIR, or -Dsubmissions=DIR.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"submission", "submissions"})
  void a_checkout_for_students_does_not_grade(String option) {
    System.setProperty(option, "folder");
    assertThat(RunOptions.ofProperties().fault())
        .contains("-D" + option + " is for instructors: this checkout is for students.");
  }
}
