package sharing.queues;

import java.util.concurrent.BlockingQueue;
import sharing.common.ChildJvm;

/**
 * Takes tasks from one queue, and puts answers on another, as a {@link Worker} does. But a child
 * process does the work: the thread of the worker passes each message to the process, and passes
 * the primes that the process finds back.
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
   * failure, answers a task with anything but primes, answers the pill with anything but
   * "finished", or ends without an answer. If no more answers can come, the worker waits for the
   * end of the process, as {@link ChildJvm#awaitExitCode} does; the cause in the last answer then
   * has a message that contains the exit code and the {@linkplain ChildJvm#lastWords last words}.
   *
   * <p>If the thread of the worker is interrupted, even before the worker starts, the worker puts
   * no further answer and ends; the interrupt status of the thread is then set. However this method
   * ends, the process has ended, or has been killed and is about to end.
   */
  @Override
  public void run() {
    throw new UnsupportedOperationException(
        "TODO step 7: pass tasks to a process, and its answers back");
  }
}
