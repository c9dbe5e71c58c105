package sharing.queues;

import java.util.concurrent.BlockingQueue;

/** Makes workers. A search does not know how its workers work; it knows only their two queues. */
public interface WorkerFactory {
  /**
   * Makes one worker. Its {@code run} takes tasks and answers them, as {@link Worker} does.
   *
   * @param tasks the queue from which it takes its tasks
   * @param answers the queue on which it puts its answers
   */
  Runnable newWorker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers);
}
