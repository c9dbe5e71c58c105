package sharing.queues;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import sharing.common.ChildJvm;

/**
 * Takes tasks from one queue, and puts answers on another, as a {@link Worker} does. But a child
 * process does the work: the thread of the worker passes each message to the process, and passes
 * back the primes that the process finds.
 */
public final class ChildWorker implements Runnable {
  private final BlockingQueue<Task> tasks;
  private final BlockingQueue<Answer> answers;
  private final Class<?> main;

  /**
   * Step 7. A worker that has not started. Its process has not been started either.
   *
   * @param tasks the queue from which it takes its tasks
   * @param answers the queue on which it puts its answers; when it is full, the worker waits
   * @param main the main class of its process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if an argument is null; the exception's message names it
   */
  public ChildWorker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers, Class<?> main) {
    if (tasks == null) {
      throw new IllegalArgumentException("tasks must not be null");
    }
    if (answers == null) {
      throw new IllegalArgumentException("answers must not be null");
    }
    if (main == null) {
      throw new IllegalArgumentException("main must not be null");
    }
    this.tasks = tasks;
    this.answers = answers;
    this.main = main;
  }

  /**
   * Starts the process, and takes messages until one is a pill; while there is no message, it waits
   * for one, however long that takes. It sends each task, and then the pill, to the process, and
   * takes the next message only after the process has answered. It puts each answer that holds
   * primes on the answer queue, and then the last answer.
   *
   * <p>The last answer is an {@link Answer.Failed} if the process cannot be started, reports a
   * failure, answers a task with something other than primes, answers the pill with something other
   * than "finished", or ends without an answer. If the process closes its output without an answer,
   * it may still be running. Then the worker waits until the process has ended, as {@link
   * ChildJvm#awaitExitCode} does. If the process has ended without an answer, the message of the
   * cause in the last answer contains the exit code and the {@linkplain ChildJvm#lastWords last
   * words}.
   *
   * <p>If the thread of the worker is interrupted, even before the worker starts, the worker puts
   * no further answer and ends; the interrupt status of the thread is then set. When this method
   * returns or throws, the process has ended, or has been killed and is about to end.
   */
  @Override
  public void run() {
    try {
      answers.put(work());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the last answer. */
  private Answer work() throws InterruptedException {
    try (ChildJvm child = ChildJvm.start(main)) {
      Task task = tasks.take();
      Answer answer = ask(child, task);
      while (answer instanceof Answer.Primes found && !task.isPill()) {
        if (!found.primes().isEmpty()) {
          answers.put(found);
        }
        task = tasks.take();
        answer = ask(child, task);
      }
      if (answer instanceof Answer.Primes || answer instanceof Answer.Finished && !task.isPill()) {
        throw new IllegalStateException("unexpected from a worker's process: " + answer);
      }
      return answer;
    } catch (IOException | RuntimeException | Error e) {
      return new Answer.Failed(e);
    }
  }

  private static Answer ask(ChildJvm child, Task task) throws InterruptedException {
    try {
      child.send(Lines.of(task));
    } catch (IOException e) {
      // The process has ended, so no answer comes.
    }
    Optional<String> line = child.receive();
    if (line.isEmpty()) {
      throw new IllegalStateException(
          "a worker's process ended with exit code "
              + child.awaitExitCode()
              + "; its last words: "
              + child.lastWords().strip());
    }
    return Lines.answer(line.get());
  }
}
