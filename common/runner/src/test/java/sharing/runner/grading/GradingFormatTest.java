package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The formats that an instructor can name. */
class GradingFormatTest {

  @Test
  void a_name_leads_to_its_format() {
    assertThat(GradingFormat.of("gradescope").file()).isEqualTo("results.json");
    assertThat(GradingFormat.of("classroom50").file()).isEqualTo("result.json");
    assertThat(GradingFormat.of("vpl").file()).isEqualTo("vpl.txt");
    assertThat(GradingFormat.of("junit").file()).isEqualTo("junit.xml");
    List<LessonResult> lessons = List.of(Samples.notCompiled());
    assertThat(GradingFormat.GRADESCOPE.text(lessons)).isEqualTo(GradescopeResult.of(lessons));
  }

  @Test
  void another_name_is_an_error_that_names_all() {
    assertThatThrownBy(() -> GradingFormat.of("canvas"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected: a format, one of gradescope, classroom50, vpl, junit. Seen: canvas");
  }
}
