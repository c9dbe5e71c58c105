package sharing.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of a failed check, in its two parts. AssertJ and {@link CheckFailedError} write them
 * as {@code [what was checked]} and, below, what was expected and seen.
 *
 * @param what what was checked, or how the failure came about; perhaps empty
 * @param seen what was expected, and what was seen instead
 */
public record FailureMessage(String what, String seen) {
  /** What stands in the brackets may hold some itself, such as what a process wrote. */
  private static final Pattern OURS = Pattern.compile("(?s)\\[(.*)] ?\\R(Expected: .*)");

  private static final Pattern FORM = Pattern.compile("(?s)\\s*\\[(.*?)] ?\\R(.*)");

  /** Takes a message apart. */
  public static FailureMessage of(String message) {
    Matcher ours = OURS.matcher(message);
    Matcher parts = ours.matches() ? ours : FORM.matcher(message);
    return parts.matches()
        ? new FailureMessage(parts.group(1), parts.group(2).strip())
        : new FailureMessage("", message.strip());
  }

  /** The same failure, with what led to the check before what was checked. */
  public CheckFailedError after(String how, Throwable cause) {
    String checked = what.isEmpty() ? "" : "\nThen this was checked: " + what;
    return new CheckFailedError(how + checked, seen, cause);
  }
}
