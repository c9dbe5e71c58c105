package sharing.queues;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Messages as lines of text, which is what a {@link sharing.common.Pipe} carries.
 *
 * <p>A message that is written as a line and read again has the same content, except for a failure:
 * of its cause, only the text remains. The first word of a line tells what kind of message it is,
 * and no line is both a message to a worker and an answer. {@link #line} and {@link #numbers} are
 * given: use them for messages that hold numbers.
 */
public final class Lines {
  private Lines() {}

  /**
   * Step 5. A task, or a pill, as one line.
   *
   * @return text without a line break
   */
  public static String of(Task task) {
    throw new UnsupportedOperationException("TODO step 5: write a task as a line");
  }

  /**
   * Step 5. The task, or the pill, that a line stands for.
   *
   * @throws IllegalArgumentException if the line is neither; the exception's message contains the
   *     line
   */
  public static Task task(String line) {
    throw new UnsupportedOperationException("TODO step 5: read a task from a line");
  }

  /**
   * Step 5. An answer as one line. For a failure, the line holds the text that {@link
   * Throwable#toString} returns for its cause, with spaces in place of the line breaks between its
   * lines.
   *
   * @return text without a line break
   */
  public static String of(Answer answer) {
    throw new UnsupportedOperationException("TODO step 5: write an answer as a line");
  }

  /**
   * Step 5. The answer that a line stands for. The cause of a failure may be any exception whose
   * message is the text in the line.
   *
   * @throws IllegalArgumentException if the line is not an answer; the exception's message contains
   *     the line
   */
  public static Answer answer(String line) {
    throw new UnsupportedOperationException("TODO step 5: read an answer from a line");
  }

  /** A line of numbers: the word for its kind, and then each number after a space. */
  private static String line(String kind, List<Long> numbers) {
    return kind + numbers.stream().map(n -> " " + n).collect(Collectors.joining());
  }

  /**
   * The numbers in a line that {@link #line} has made.
   *
   * @throws IllegalArgumentException if the line does not begin with this kind, or has a word that
   *     is not a number; the exception's message contains the line
   */
  private static long[] numbers(String kind, String line) {
    String[] words = line.split(" ", -1);
    if (!words[0].equals(kind)) {
      throw new IllegalArgumentException("not a line of numbers after " + kind + ": " + line);
    }
    try {
      return Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a line of numbers after " + kind + ": " + line, e);
    }
  }
}
