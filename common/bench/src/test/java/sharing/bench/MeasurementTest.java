package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sharing.bench.SmallCourse.Result;

class MeasurementTest {
  @TempDir Path folder;

  private List<Measurement> read(String json) throws IOException {
    return Measurement.read(Files.writeString(folder.resolve("results.json"), json));
  }

  @Test
  void the_median_of_an_even_number_of_iterations_is_between_the_two_in_the_middle()
      throws IOException {
    assertThat(read(SmallCourse.json(Result.of("search", 40, 10, 20, 30))))
        .containsExactly(new Measurement("search", 25, 10, 40, 4, Optional.empty()));
  }

  @Test
  void its_name_has_the_parameters_in_alphabetical_order() throws IOException {
    assertThat(read(SmallCourse.json(Result.of("search, workers 2, checkEvery 1000", 1))))
        .extracting(Measurement::name)
        .containsExactly("search, checkEvery 1000, workers 2");
  }

  @Test
  void lost_updates_are_a_part_of_those_that_were_made() throws IOException {
    assertThat(read(SmallCourse.json(new Result("unlocked", 200, 50, 1))))
        .extracting(Measurement::lost)
        .containsExactly(Optional.of(0.25));
  }

  @Test
  void the_empty_file_with_which_JMH_begins_holds_none() throws IOException {
    assertThat(read("")).isEmpty();
  }
}
