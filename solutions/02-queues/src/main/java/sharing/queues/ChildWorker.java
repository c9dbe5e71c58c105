package sharing.queues;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import sharing.common.ChildJvm;

/**
 * Takes tasks from one queue, and puts answers on another, as a {@link Worker} does. But a process
 * of its own decides, and this thread passes on what goes there and what comes back.
 */
public final class ChildWorker implements Runnable {
  private final BlockingQueue<Task> tasks;
  private final BlockingQueue<Answer> answers;
  private final Class<?> main;

  /**
   * Step 7. A worker that has not begun. Its process has not been started.
   *
   * @param tasks where it takes its tasks
   * @param answers where it puts its answers; it may be full, and then the worker waits
   * @param main the main class of its process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if an argument is null; the message names it
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
   * Starts the process, and takes tasks until one is a pill; while there is no task, it waits for
   * one, however long that takes. Each task, and then the pill, is sent to the process, which
   * answers it before the next one is taken. Primes are put on the queue of the answers, if there
   * are any; and so is the last answer.
   *
   * <p>The last answer is that the worker has failed if the process cannot be started, says that it
   * has failed, answers a task with anything but primes, answers the pill with anything but that it
   * has finished, or ends. If no answer can come any more, the worker waits for the end of the
   * process, as {@link ChildJvm#awaitExitCode} does; the cause's message then tells the exit code
   * and the last words.
   *
   * <p>If this thread is interrupted, even before the worker begins, it puts no further answer and
   * ends; {@link Thread#isInterrupted} still tells of it. However this method ends, the process has
   * ended, or has been killed.
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
      // It has ended. Then no answer comes.
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
