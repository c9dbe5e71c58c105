package sharing.queues;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongPredicate;

/**
 * Takes tasks from one queue, and puts answers on another. Any number of workers may share the same
 * two queues.
 */
public final class Worker implements Runnable {
  private final BlockingQueue<Task> tasks;
  private final BlockingQueue<Answer> answers;
  private final LongPredicate isPrime;

  /**
   * Step 2. A worker that has not started.
   *
   * @param tasks the queue from which it takes its tasks
   * @param answers the queue on which it puts its answers; when it is full, the worker waits
   * @param isPrime tells whether a candidate is prime; any number of threads may call it
   * @throws IllegalArgumentException if an argument is null; the exception's message names it
   */
  public Worker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers, LongPredicate isPrime) {
    if (tasks == null) {
      throw new IllegalArgumentException("tasks must not be null");
    }
    if (answers == null) {
      throw new IllegalArgumentException("answers must not be null");
    }
    if (isPrime == null) {
      throw new IllegalArgumentException("isPrime must not be null");
    }
    this.tasks = tasks;
    this.answers = answers;
    this.isPrime = isPrime;
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
    try {
      answers.put(work());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the last answer. */
  private Answer work() throws InterruptedException {
    try {
      for (Task task = tasks.take(); !task.isPill(); task = tasks.take()) {
        List<Long> primes = primesOf(task);
        if (!primes.isEmpty()) {
          answers.put(new Answer.Primes(primes));
        }
      }
      return new Answer.Finished();
    } catch (RuntimeException | Error e) {
      return new Answer.Failed(e);
    }
  }

  private List<Long> primesOf(Task task) throws InterruptedException {
    List<Long> primes = new ArrayList<>();
    for (long candidate : task.candidates()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (isPrime.test(candidate)) {
        primes.add(candidate);
      }
    }
    return primes;
  }
}
