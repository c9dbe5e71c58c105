package sharing.queues;

import java.util.List;
import java.util.PrimitiveIterator;

/**
 * Finds the primes among many candidates: one thread feeds them to the workers, and their answers
 * are collected in the meantime.
 *
 * <p>An object of this class may be asked again and again, and by several threads at once.
 */
public final class QueueSearch {
  /**
   * Step 4. A search that is asked for nothing yet.
   *
   * @param workers how many workers decide about candidates, 1 or more
   * @param chunk how many candidates there are in one message, 1 or more; so many fit in memory
   * @param capacity how many messages may wait in the queue of tasks, 1 or more; so many fit in
   *     memory
   * @param factory makes each of the workers, each time that this is asked
   * @throws IllegalArgumentException if {@code workers}, {@code chunk} or {@code capacity} is less
   *     than 1, or {@code factory} is null; the message names the argument and its value
   */
  public QueueSearch(int workers, int chunk, int capacity, WorkerFactory factory) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * The primes among the candidates, ascending. Each candidate is sent to one worker, in {@link
   * Chunks}; then each worker is sent a pill, and the search ends when all have finished. There are
   * no more candidates in memory than the queue, the feeder and the workers hold.
   *
   * <p>However this method ends, even if the factory throws or the caller is interrupted again, all
   * its threads have ended.
   *
   * @param candidates any numbers, in any order; one that comes twice is found twice. Only one
   *     thread of the search reads them
   * @throws IllegalArgumentException if {@code candidates} is null; the message names it
   * @throws IllegalStateException if a worker has failed, or {@code candidates} throws; its cause
   *     is what was thrown
   * @throws InterruptedException if the calling thread is interrupted, even before the call
   */
  public List<Long> search(PrimitiveIterator.OfLong candidates) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 4: feed, collect, and end all threads");
  }
}
