package sharing.queues;

import java.util.List;
import java.util.PrimitiveIterator;

/**
 * Finds the primes among many candidates: one thread feeds the candidates to the workers while the
 * answers of the workers are collected.
 *
 * <pre>{@code
 *             task queue                answer queue
 * feeder ---> [  |  |  ] --> workers --> [  |  |  ] ---> caller
 * }</pre>
 *
 * <p>An object of this class may be used again and again, and by several threads at the same time.
 */
public final class QueueSearch {
  /**
   * Step 4. A search that has not started.
   *
   * @param workers how many workers check candidates, 1 or more
   * @param chunk how many candidates a task holds, 1 or more; the caller makes sure that this many
   *     fit in memory
   * @param capacity how many messages the task queue holds, 1 or more; the caller makes sure that
   *     this many fit in memory. You choose the capacity of the answer queue
   * @param factory makes each worker of each search
   * @throws IllegalArgumentException if {@code workers}, {@code chunk} or {@code capacity} is less
   *     than 1, or {@code factory} is null; the exception's message names the argument and its
   *     value
   */
  public QueueSearch(int workers, int chunk, int capacity, WorkerFactory factory) {
    throw new UnsupportedOperationException("TODO step 4: check the arguments and keep them");
  }

  /**
   * The primes among the candidates, in ascending order. Each candidate is sent to one worker, in
   * {@link Chunks}; then each worker is sent a pill, and the search ends when all workers have
   * finished. Apart from the primes found, the only candidates in memory are those in the task
   * queue, in the feeder and in the workers.
   *
   * <p>When this method returns or throws, all its threads have ended, even if the factory throws,
   * or the caller is interrupted while it waits for them.
   *
   * @param candidates any numbers, in any order; a prime that occurs twice is found twice. Only one
   *     thread of the search reads them
   * @throws IllegalArgumentException if {@code candidates} is null; the exception's message names
   *     it
   * @throws IllegalStateException if a worker has failed, or {@code candidates} throws; its cause
   *     is the exception or error that was thrown
   * @throws InterruptedException if the calling thread is interrupted before the call, or while it
   *     waits for an answer
   */
  public List<Long> search(PrimitiveIterator.OfLong candidates) throws InterruptedException {
    throw new UnsupportedOperationException("TODO step 4: feed, collect, and end all threads");
  }
}
