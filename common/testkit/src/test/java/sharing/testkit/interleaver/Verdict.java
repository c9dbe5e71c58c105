package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import sharing.testkit.CheckFailedError;

/**
 * The interleaver's verdict on a sample, which must be the same in every try. {@code -Drepeat=100}
 * tries each sample so often.
 */
final class Verdict {
  private static final int REPEAT = Integer.getInteger("repeat", 1);

  private Verdict() {}

  /** Checks that each try is rejected; returns how the last one was. */
  static CheckFailedError rejected(Class<?> sample, ThrowingCallable check) {
    CheckFailedError failed = null;
    for (int i = 1; i <= REPEAT; i++) {
      failed = catchThrowableOfType(CheckFailedError.class, check);
      assertThat(failed).as("%s, in try %d of %d", sample.getSimpleName(), i, REPEAT).isNotNull();
    }
    return failed;
  }

  /** Checks that no try is rejected. */
  static void holds(Class<?> sample, ThrowingCallable check) {
    for (int i = 1; i <= REPEAT; i++) {
      assertThatCode(check)
          .as("%s, in try %d of %d", sample.getSimpleName(), i, REPEAT)
          .doesNotThrowAnyException();
    }
  }
}
