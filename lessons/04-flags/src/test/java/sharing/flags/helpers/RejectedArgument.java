package sharing.flags.helpers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks that a method rejects an argument, and says which one. */
public final class RejectedArgument {
  private RejectedArgument() {}

  /**
   * Checks that a call throws an {@link IllegalArgumentException}, and that its message contains
   * the argument's name, as a word of its own, and the argument's value. It makes the call twice.
   *
   * @param what the call, as a failure shows it
   */
  public static void assertNamed(ThrowingCallable call, String what, String name, long value) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(call)
        .withMessageContainingAll(name, Long.toString(value));
    String message = catchThrowable(call).getMessage();
    assertThat(Pattern.compile("\\b" + name + "\\b").matcher(message).find())
        .as(what)
        .withFailMessage(
            "\nExpected: the message of the exception names %s.\nSeen: the message \"%s\".",
            name, message)
        .isTrue();
  }
}
