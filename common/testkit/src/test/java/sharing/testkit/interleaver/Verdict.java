package sharing.testkit.interleaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import sharing.testkit.CheckFailedError;

/**
 * The interleaver's verdict on a sample, which must be the same in every try. {@code -Drepeat=100}
 * tries each sample so often; {@code -Dkinds=FILE} adds a line for each to a file, of which {@code
 * .ci/kinds} makes a table.
 */
final class Verdict {
  private static final int REPEAT = Integer.getInteger("repeat", 1);
  private static final String KINDS = System.getProperty("kinds");

  private Verdict() {}

  /** Checks that each try is rejected; returns how the last one was. */
  static CheckFailedError rejected(Kind kind, Class<?> sample, ThrowingCallable check) {
    CheckFailedError rejection = null;
    int others = 0;
    Throwable other = null;
    for (int i = 0; i < REPEAT; i++) {
      Throwable thrown = catchThrowable(check);
      if (thrown instanceof CheckFailedError failed) {
        rejection = failed;
      } else {
        others++;
        other = thrown;
      }
    }
    write(kind, "rejected", sample, REPEAT - others);
    assertThat(others)
        .as("tries of %d in which %s was not rejected, but %s", REPEAT, sample.getName(), other)
        .isZero();
    return rejection;
  }

  /** Checks that no try is rejected. */
  static void holds(Kind kind, Class<?> sample, ThrowingCallable check) {
    int others = 0;
    Throwable other = null;
    for (int i = 0; i < REPEAT; i++) {
      Throwable thrown = catchThrowable(check);
      if (thrown != null) {
        others++;
        other = thrown;
      }
    }
    write(kind, "held", sample, REPEAT - others);
    assertThat(other)
        .as("%s did not hold in %d of %d tries", sample.getName(), others, REPEAT)
        .isNull();
  }

  private static void write(Kind kind, String verdict, Class<?> sample, int tries) {
    if (KINDS == null) {
      return;
    }
    String line =
        String.join(
            "\t",
            Integer.toString(kind.ordinal()),
            kind.cells(),
            verdict,
            sample.getName().replaceFirst(".*[.]", ""),
            Integer.toString(tries),
            Integer.toString(REPEAT));
    try {
      Files.writeString(
          Path.of(KINDS), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
