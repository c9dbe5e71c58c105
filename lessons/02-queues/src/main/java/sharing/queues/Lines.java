package sharing.queues;

/**
 * Messages as lines of text, which is what a {@link sharing.common.Pipe} carries.
 *
 * <p>What a message becomes is made into an equal message again. How a line looks is its own
 * affair.
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
   * @throws IllegalArgumentException if it stands for none; the message names the line
   */
  public static Task task(String line) {
    throw new UnsupportedOperationException("TODO step 5: read a task from a line");
  }

  /**
   * Step 5. An answer as one line. Of a failure, it keeps what {@link Throwable#toString} says of
   * its cause, with a blank for each line break.
   *
   * @return text without a line break
   */
  public static String of(Answer answer) {
    throw new UnsupportedOperationException("TODO step 5: write an answer as a line");
  }

  /**
   * Step 5. The answer that a line stands for. The cause of a failure is any exception; its message
   * is the text that was kept.
   *
   * @throws IllegalArgumentException if it stands for none; the message names the line
   */
  public static Answer answer(String line) {
    throw new UnsupportedOperationException("TODO step 5: read an answer from a line");
  }
}
