package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sharing.samples.CountsItsCalls;

class FreshClassesTest {
  @Test
  void a_static_field_is_as_it_was_at_first() throws Exception {
    new CountsItsCalls().call();
    assertThat(FreshClasses.of(CountsItsCalls.class).call())
        .as("the number of calls, as the call that has loaded its class again sees it")
        .isEqualTo(1);
  }
}
