package sharing.queues;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

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
  private final int workers;
  private final int chunk;
  private final int capacity;
  private final WorkerFactory factory;

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
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be 1 or more: " + workers);
    }
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk must be 1 or more: " + chunk);
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more: " + capacity);
    }
    if (factory == null) {
      throw new IllegalArgumentException("factory must not be null");
    }
    this.workers = workers;
    this.chunk = chunk;
    this.capacity = capacity;
    this.factory = factory;
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
    if (candidates == null) {
      throw new IllegalArgumentException("candidates must not be null");
    }
    BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(capacity);
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(capacity);
    List<Thread> threads = new ArrayList<>();
    // The feeder has its own thread, because it may have to wait until answers are collected.
    threads.add(new Thread(() -> feed(candidates, tasks, answers), "feeder"));
    for (int i = 1; i <= workers; i++) {
      threads.add(new Thread(factory.newWorker(tasks, answers), "worker " + i));
    }
    try {
      threads.forEach(Thread::start);
      return collect(answers);
    } finally {
      Threads.endAll(threads);
    }
  }

  private void feed(
      PrimitiveIterator.OfLong candidates,
      BlockingQueue<Task> tasks,
      BlockingQueue<Answer> answers) {
    try {
      try {
        Chunks chunks = new Chunks(candidates, chunk);
        while (chunks.hasNext()) {
          tasks.put(Task.of(chunks.next()));
        }
        for (int i = 0; i < workers; i++) {
          tasks.put(Task.pill());
        }
      } catch (RuntimeException | Error e) {
        answers.put(new Answer.Failed(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Long> collect(BlockingQueue<Answer> answers) throws InterruptedException {
    List<Long> primes = new ArrayList<>();
    int finished = 0;
    while (finished < workers) {
      Answer answer = answers.take();
      if (answer instanceof Answer.Primes found) {
        primes.addAll(found.primes());
      } else if (answer instanceof Answer.Failed failed) {
        throw new IllegalStateException("the search failed", failed.cause());
      } else {
        finished++;
      }
    }
    Collections.sort(primes);
    return primes;
  }
}
