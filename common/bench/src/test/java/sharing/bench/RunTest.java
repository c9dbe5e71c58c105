package sharing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {

  @Test
  void neither_code_that_is_not_written_nor_a_missing_server_is_a_failure() {
    Run run =
        new Run(
            "solutions/01-one",
            "quick",
            "2026-01-02",
            "abc1234",
            2,
            0,
            "17.0.15+6",
            "Some OS",
            "",
            Map.of(),
            Map.of(
                "searches", "TODO step 1: search",
                "checks", "unavailable: there is no server here",
                "counts", "java.lang.IllegalStateException: it counts too far"));
    assertThat(run.failed()).containsExactly("counts");
  }
}
