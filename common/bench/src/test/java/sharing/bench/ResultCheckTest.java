package sharing.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResultCheckTest {
  @Test
  void a_wrong_answer_is_not_measured() {
    assertThatThrownBy(() -> ResultCheck.check("isPrime(9)", false, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("isPrime(9) is false, but the code to be measured says true");
  }

  @Test
  void a_right_answer_is_measured() {
    assertThatCode(() -> ResultCheck.check("isPrime(7)", true, true)).doesNotThrowAnyException();
  }
}
