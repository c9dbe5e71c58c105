package sharing.queues;

import java.io.IOException;
import java.util.function.LongPredicate;
import sharing.common.ParentJvm;
import sharing.common.Pipe;
import sharing.common.TrialDivision;

/** A worker in a process of its own. Tasks come through a pipe, and answers go back. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** The main method of the process, which ends when the process that started it ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParentJvm parent = ParentJvm.connect();
    work(parent, TrialDivision::isPrime);
    parent.finish();
  }

  /**
   * Step 6. Receives tasks until one is a pill, and sends one answer to each: for a task, its
   * primes, even if there are none, in the order of its candidates; for the pill, that the worker
   * has finished. For each task, {@code isPrime} is called once for each candidate.
   *
   * <p>If {@code isPrime} throws, or a line is not a task, the answer is that the worker has
   * failed, and this method returns. It also returns when no more messages can come.
   *
   * @param parent the connection to the process that sends the tasks; messages are {@link Lines}
   * @throws IOException if an answer cannot be sent; it is not sent again
   * @throws InterruptedException if the calling thread is interrupted while it waits for a message;
   *     then no answer is sent
   */
  static void work(Pipe parent, LongPredicate isPrime) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("TODO step 6: answer each task, until a pill comes");
  }
}
