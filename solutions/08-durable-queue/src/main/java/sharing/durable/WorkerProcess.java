package sharing.durable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import redis.clients.jedis.RedisClient;
import sharing.common.ParentJvm;
import sharing.common.TrialDivision;

/** A worker in a process of its own. It may die at any moment; another one then continues. */
public final class WorkerProcess {
  /** How long a worker pauses when only other workers have entries, in milliseconds. */
  private static final long PAUSE_MILLIS = 20;

  private WorkerProcess() {}

  /** The main method of the process. The process ends when the process that started it ends. */
  public static void main(String[] arguments) throws InterruptedException {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments), TrialDivision::isPrime);
    parent.finish(); // A process that does not reach this line ends with an exit code other than 0.
  }

  /**
   * Step 3. Takes entries from the {@link ChunkQueue} that the arguments name: unread ones, and
   * those that {@link Reclaimer} returns. Searches the chunk of each entry for primes, and finishes
   * the entry. Takes one entry at a time, under a name that no other worker has or had, in this
   * process or elsewhere. Returns when the queue is finished, and not before, however long that
   * takes: another worker may still die with a pending entry. A worker without an entry looks again
   * after at most two seconds.
   *
   * <p>Passes every exception and every error on to its caller, and finishes no entry that it has
   * not searched. When this method ends, however it ends, its connections are closed.
   *
   * @param isPrime tests one number; it is called once for each number of an entry
   * @throws InterruptedException if the thread is interrupted while it waits for other workers
   */
  static void work(WorkerArguments arguments, LongPredicate isPrime) throws InterruptedException {
    String consumer = UUID.randomUUID().toString();
    try (RedisClient redis = Connections.pool(arguments.redis())) {
      ChunkQueue queue = new ChunkQueue(redis, arguments.keys());
      Reclaimer reclaimer = new Reclaimer(redis, arguments.keys(), arguments.limits());
      while (true) {
        Optional<Entry> entry = queue.take(consumer).or(() -> reclaimer.reclaim(consumer));
        if (entry.isPresent()) {
          Chunk chunk = entry.get().chunk();
          List<Long> primes =
              LongStream.range(chunk.from(), chunk.to()).filter(isPrime).boxed().toList();
          queue.finish(entry.get(), primes);
        } else if (queue.isFinished()) {
          return;
        } else {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }
  }
}
