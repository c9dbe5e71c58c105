package sharing.queues;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Messages as lines of text, which is what a {@link sharing.common.Pipe} carries.
 *
 * <p>What a message becomes is made into an equal message again. The first word of a line says what
 * kind of message it is, and no line is both a task and an answer. {@link #line} and {@link
 * #numbers} are given: use them for what has numbers in it.
 */
public final class Lines {
  // The first word of a line says what kind of message it is.
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
   * @throws IllegalArgumentException if it stands for none; the message names the line
   */
  public static Task task(String line) {
    return line.equals(PILL) ? Task.pill() : Task.of(numbers(TASK, line));
  }

  /**
   * Step 5. An answer as one line. Of a failure, it keeps what {@link Throwable#toString} says of
   * its cause, with blanks in place of line breaks.
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
   * Step 5. The answer that a line stands for. The cause of a failure is any exception; its message
   * is the text that was kept.
   *
   * @throws IllegalArgumentException if it stands for none; the message names the line
   */
  public static Answer answer(String line) {
    if (line.equals(FINISHED)) {
      return new Answer.Finished();
    } else if (line.startsWith(FAILED)) {
      return new Answer.Failed(new IllegalStateException(line.substring(FAILED.length())));
    }
    return new Answer.Primes(LongStream.of(numbers(PRIMES, line)).boxed().toList());
  }

  /** A line of numbers: the word for its kind, and then each number after a blank. */
  private static String line(String kind, List<Long> numbers) {
    return kind + numbers.stream().map(n -> " " + n).collect(Collectors.joining());
  }

  /**
   * The numbers in a line that {@link #line} has made.
   *
   * @throws IllegalArgumentException if it is no line of numbers of this kind; the message names
   *     the line
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
