package sharing.queues;

import java.util.concurrent.BlockingQueue;
import java.util.function.LongPredicate;

/**
 * Takes tasks from one queue, and puts answers on another. Any number of workers may share the same
 * two queues.
 */
public final class Worker implements Runnable {
  /**
   * Step 2. A worker that has not started.
   *
   * @param tasks the queue from which it takes its tasks
   * @param answers the queue on which it puts its answers; when it is full, the worker waits
   * @param isPrime tells whether a candidate is prime; any number of threads may call it
   * @throws IllegalArgumentException if an argument is null; the exception's message names it
   */
  public Worker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers, LongPredicate isPrime) {
    throw new UnsupportedOperationException("TODO step 2: keep the arguments");
  }

  /**
   * Takes messages until one is a pill. While there is no message, the worker waits for one,
   * however long that takes, and does not check for one again and again. For each task, it calls
   * {@code isPrime} once for each candidate, and answers with the primes, if there are any. After
   * the pill, it answers that it has finished, and takes no other message.
   *
   * <p>If {@code isPrime} throws, the worker answers that it has failed, and ends. If its thread is
   * interrupted, even before the worker starts, it checks no further candidate, puts no further
   * answer and ends; the interrupt status of the thread is then set.
   */
  @Override
  public void run() {
    throw new UnsupportedOperationException(
        "TODO step 2: take tasks and answer them, until a pill comes");
  }
}
