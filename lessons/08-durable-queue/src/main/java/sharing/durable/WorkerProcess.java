package sharing.durable;

import java.util.function.LongPredicate;
import sharing.common.ParentJvm;
import sharing.common.TrialDivision;

/** A worker in a process of its own. It may die at any moment; another one then continues. */
public final class WorkerProcess {
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
    throw new UnsupportedOperationException(
        "TODO step 3: take, search and finish, until nothing is left");
  }
}
