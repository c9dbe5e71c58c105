package sharing.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a test failed: one record, from the place where the failure is detected to the report. It
 * crosses from one JVM to another as JSON.
 *
 * @param kind what sort of failure it is
 * @param expected the expected behaviour, in the lesson's words; a sentence or a value
 * @param seen the behaviour that was seen, in the same form
 * @param how the way to the failure: the call, the schedule, the process; lines of text, perhaps
 *     none
 * @param replay the schedule in which it came about; empty if there was none
 * @param rule the rule that the test checks; empty until the test is known
 * @param stack the lines of the failure and of its causes, the innermost cause first
 */
public record Failure(
    Kind kind,
    String expected,
    String seen,
    String how,
    Replay replay,
    String rule,
    List<Place> stack) {

  /** The sorts of failure. */
  public enum Kind {
    /** A check of the course failed. */
    CHECK,
    /** Code threw an exception that no check expected. */
    EXCEPTION,
    /** The student has not written the method yet: it still throws the skeleton's exception. */
    NOT_WRITTEN,
    /** The JVM of the test ended while the test ran. */
    CUT_OFF
  }

  /**
   * One line of a stack trace.
   *
   * @param className the class, with its package
   * @param file the source file, without folders
   * @param line the line, counted from 1
   */
  public record Place(String className, String file, int line) {
    /** The place of a frame that has a source. */
    public static Place of(StackTraceElement frame) {
      return new Place(frame.getClassName(), frame.getFileName(), frame.getLineNumber());
    }
  }

  /** The message of the exception that a method of the skeleton throws. */
  private static final Pattern TODO = Pattern.compile("TODO step \\d+: [^\"\\r\\n]*");

  /** A stack overflow has thousands of lines. */
  private static final int FRAMES = 100;

  public Failure {
    // A record from another JVM may lack any of them.
    Stream.of(kind, expected, seen, how, replay, rule).forEach(Objects::requireNonNull);
    stack = List.copyOf(stack);
  }

  /** A failed check of the course. */
  public static Failure check(String how, String expected, String seen) {
    return new Failure(Kind.CHECK, expected, seen, how, Replay.NONE, "", List.of());
  }

  /**
   * The failure that an error represents. Only this method translates an assertion library's words
   * into the course's.
   */
  public static Failure of(Throwable error) {
    String message = message(error);
    Matcher todo = TODO.matcher(message);
    Failure failure;
    if (todo.find()) {
      failure =
          new Failure(
              Kind.NOT_WRITTEN,
              "the method does what its Javadoc says.",
              "it is not written yet.",
              "The test called it, and it threw \"" + todo.group() + "\".",
              Replay.NONE,
              "",
              List.of());
    } else if (error instanceof CheckFailedError check) {
      failure = check.failure();
    } else if (error instanceof AssertionError) {
      failure = AssertionText.translate(message);
    } else {
      StringBuilder seen = new StringBuilder(error.getClass().getName());
      seen.append(message.isEmpty() ? "" : ": " + message);
      for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
        // The message may already contain the cause.
        seen.append(seen.indexOf(cause.toString()) < 0 ? "\nCaused by: " + cause : "");
      }
      failure =
          new Failure(
              Kind.EXCEPTION, "no exception.", seen.toString(), "", Replay.NONE, "", List.of());
    }
    return failure.at(stack(error));
  }

  private static String message(Throwable error) {
    if (error.getMessage() != null) {
      return error.getMessage();
    }
    return error.getCause() == null ? "" : "because of " + error.getCause();
  }

  private static List<Place> stack(Throwable error) {
    List<Place> stack = new ArrayList<>();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      stack.addAll(
          0,
          Arrays.stream(cause.getStackTrace())
              .limit(FRAMES)
              .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0)
              .map(Place::of)
              .toList());
    }
    return stack;
  }

  /** The same failure, with the events that led to it before the description of the check. */
  public Failure following(String events) {
    String checked = how.isEmpty() ? "" : "\nThen the test checked: " + how;
    return withHow((events + checked).strip());
  }

  /** The same failure with another description of how it came about. */
  public Failure withHow(String how) {
    return new Failure(kind, expected, seen, how, replay, rule, stack);
  }

  /** The same failure, with the schedule in which it came about. */
  public Failure withReplay(Replay replay) {
    return new Failure(kind, expected, seen, how, replay, rule, stack);
  }

  /** The same failure, in a test with this rule. */
  public Failure under(String rule) {
    return new Failure(kind, expected, seen, how, replay, rule, stack);
  }

  /** The same failure, with these lines. */
  public Failure at(List<Place> stack) {
    return new Failure(kind, expected, seen, how, replay, rule, stack);
  }

  /** The expected and the seen behaviour, in two lines or more. */
  public String outcome() {
    return "Expected: " + expected + "\nSeen: " + seen;
  }

  /** The failure as text: how it came about, then the expected and the seen behaviour. */
  @Override
  public String toString() {
    return how.isEmpty() ? outcome() : how + "\n" + outcome();
  }
}
