package sharing.runner.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step counts the same, unless a file says otherwise. */
class WeightsTest {
  @TempDir Path folder;

  @Test
  void a_step_that_the_file_does_not_name_counts_10() throws Exception {
    Weights weights = weights("# harder\n04-flags.2 = 25\n04-flags.3=0\n04-flags.4 = 2.5\n");

    assertThat(weights.of("04-flags", 1)).isEqualTo(10);
    assertThat(weights.of("04-flags", 2)).isEqualTo(25);
    assertThat(weights.of("04-flags", 3)).isZero();
    assertThat(weights.of("04-flags", 4)).isEqualTo(2.5);
    assertThat(weights.of("05-file-counter", 2)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"04-flags = 2", "04-flags.2 = -1", "04-flags.2 = many", "flags.2 = 3"})
  void a_line_of_another_form_is_refused(String line) {
    assertThatThrownBy(() -> weights(line))
        .hasMessageContaining("\"" + line + "\"; a line must be a step and its points");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Weights.read(folder.resolve("none")))
        .hasMessage("-Dweights: there is no file " + folder.resolve("none"));
  }

  private Weights weights(String text) throws IOException {
    return Weights.read(Files.writeString(folder.resolve("weights"), text));
  }
}
