package sharing.queues;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Messages as lines of text, which is what a {@link sharing.common.Pipe} carries.
 *
 * <p>A message that is written as a line and read again has the same content, except for a failure:
 * of its cause, only the text remains. The first word of a line tells what kind of message it is,
 * and no line is both a message to a worker and an answer. {@link #line} and {@link #numbers} are
 * given: use them for messages that hold numbers.
 */
public final class Lines {
  // The first word of a line tells what kind of message it is.
  private static final String TASK = "task";
  private static final String PILL = "pill";
  private static final String PRIMES = "primes";
  private static final String FINISHED = "finished";
  private static final String FAILED = "failed ";

  private Lines() {}

  /**
   * Step 5. A task, or a pill, as one line.
   *
   * @return text without a line break
   */
  public static String of(Task task) {
    return task.isPill() ? PILL : line(TASK, LongStream.of(task.candidates()).boxed().toList());
  }

  /**
   * Step 5. The task, or the pill, that a line stands for.
   *
   * @throws IllegalArgumentException if the line is neither; the exception's message contains the
   *     line
   */
  public static Task task(String line) {
    return line.equals(PILL) ? Task.pill() : Task.of(numbers(TASK, line));
  }

  /**
   * Step 5. An answer as one line. For a failure, the line holds the text that {@link
   * Throwable#toString} returns for its cause, with spaces in place of the line breaks between its
   * lines.
   *
   * @return text without a line break
   */
  public static String of(Answer answer) {
    if (answer instanceof Answer.Primes found) {
      return line(PRIMES, found.primes());
    } else if (answer instanceof Answer.Failed failed) {
      return FAILED + failed.cause().toString().lines().collect(Collectors.joining(" "));
    }
    return FINISHED;
  }

  /**
   * Step 5. The answer that a line stands for. The cause of a failure may be any exception whose
   * message is the text in the line.
   *
   * @throws IllegalArgumentException if the line is not an answer; the exception's message contains
   *     the line
   */
  public static Answer answer(String line) {
    if (line.equals(FINISHED)) {
      return new Answer.Finished();
    } else if (line.startsWith(FAILED)) {
      return new Answer.Failed(new IllegalStateException(line.substring(FAILED.length())));
    }
    return new Answer.Primes(LongStream.of(numbers(PRIMES, line)).boxed().toList());
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
