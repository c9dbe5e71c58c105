package sharing.queues;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import sharing.common.ParentJvm;
import sharing.common.Pipe;
import sharing.common.TrialDivision;

/** A worker in a process of its own. Tasks come through a pipe, and answers go back. */
public final class WorkerProcess {
  private WorkerProcess() {}

  /** The main method of the process. When the process that has started it ends, it ends, too. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParentJvm parent = ParentJvm.connect();
    work(parent, TrialDivision::isPrime);
    parent.finish();
  }

  /**
   * Step 6. Receives tasks until one is a pill, and sends one answer to each: the primes of a task,
   * even if there are none, in the order of its candidates; and after the pill, that it has
   * finished. Of each task, {@code isPrime} is asked once about each candidate.
   *
   * <p>If {@code isPrime} throws, or a line is no task, the answer is that it has failed, and this
   * method returns. It also returns when no message can come any more.
   *
   * @param parent both ways to the process that sends the tasks, as {@link Lines}
   * @throws IOException if an answer cannot be sent; it is not sent again
   * @throws InterruptedException if the calling thread is interrupted while it waits for a message;
   *     then nothing is sent
   */
  static void work(Pipe parent, LongPredicate isPrime) throws IOException, InterruptedException {
    boolean goesOn = true;
    while (goesOn) {
      Optional<String> line = parent.receive();
      if (line.isEmpty()) {
        return;
      }
      Answer answer = answer(line.get(), isPrime);
      parent.send(Lines.of(answer));
      goesOn = answer instanceof Answer.Primes;
    }
  }

  private static Answer answer(String line, LongPredicate isPrime) {
    try {
      Task task = Lines.task(line);
      return task.isPill()
          ? new Answer.Finished()
          : new Answer.Primes(LongStream.of(task.candidates()).filter(isPrime).boxed().toList());
    } catch (RuntimeException | Error e) {
      return new Answer.Failed(e);
    }
  }
}
