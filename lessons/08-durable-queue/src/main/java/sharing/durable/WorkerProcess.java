package sharing.durable;

import java.util.function.LongPredicate;
import sharing.common.ParentJvm;
import sharing.common.TrialDivision;

/** A worker in a process of its own. It may die at any moment, and another one goes on. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** The main method of the process. When the process that has started it ends, it ends, too. */
  public static void main(String[] arguments) throws InterruptedException {
    ParentJvm parent = ParentJvm.connect();
    work(WorkerArguments.of(arguments), TrialDivision::isPrime);
    parent.finish(); // A process that does not come here ends with an exit code that is not 0.
  }

  /**
   * Step 3. Takes entries from the {@link ChunkQueue} that the arguments name, unread ones and such
   * as {@link Reclaimer} gives; searches each one's chunk for primes, and finishes it. One entry at
   * a time, under a name that no other worker has or had, in this process or elsewhere. Returns
   * when the queue is finished, and not before, however long that takes: what is pending with
   * another worker may still be lost.
   *
   * <p>What goes wrong it throws, and finishes nothing that it has not searched. When this method
   * ends, however it ends, its connections are closed.
   *
   * @param isPrime decides about one number; it is asked once about each number of an entry
   * @throws InterruptedException if the thread is interrupted while it waits for other workers
   */
  static void work(WorkerArguments arguments, LongPredicate isPrime) throws InterruptedException {
    throw new UnsupportedOperationException(
        "TODO step 3: take, search and finish, until nothing is left");
  }
}
