package sharing.queues;

import java.util.concurrent.BlockingQueue;
import sharing.common.ChildJvm;

/**
 * Takes tasks from one queue, and puts answers on another, as a {@link Worker} does. But a child
 * process does the work: the thread of the worker passes each message to the process, and passes
 * back the primes that the process finds.
 */
public final class ChildWorker implements Runnable {

  /**
   * Step 7. A worker that has not started. Its process has not been started either.
   *
   * @param tasks the queue from which it takes its tasks
   * @param answers the queue on which it puts its answers; when it is full, the worker waits
   * @param main the main class of its process, such as {@link WorkerProcess}
   * @throws IllegalArgumentException if an argument is null; the exception's message names it
   */
  public ChildWorker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers, Class<?> main) {
    throw new UnsupportedOperationException("TODO step 7: keep the arguments");
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
    throw new UnsupportedOperationException(
        "TODO step 7: pass tasks to a process, and its answers back");
  }
}
