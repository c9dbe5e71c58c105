package sharing.queues;

import java.util.concurrent.BlockingQueue;

/** Makes workers. A search does not know how they work: it knows two queues. */
public interface WorkerFactory {
  /**
   * Makes one worker. To run it is to take tasks and to answer them, as {@link Worker} does.
   *
   * @param tasks where it takes its tasks
   * @param answers where it puts its answers
   */
  Runnable newWorker(BlockingQueue<Task> tasks, BlockingQueue<Answer> answers);
}
