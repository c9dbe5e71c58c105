package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.threads.WatchedCall;

/** Two workers, one after the other in one thread, as in a pool; and a worker with a large task. */
@Order(2)
@DisplayName("A worker between two queues")
class WorkerTwiceTest {
  private static final Answer FINISHED = new Answer.Finished();

  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);

  @Test
  @Order(1)
  @Rule("A worker may run in a thread in which another worker ran before; nothing of it is left.")
  void a_worker_knows_nothing_of_the_worker_before_it() throws Exception {
    LongPredicate isPrime =
        n -> {
          if (n == 9) {
            throw new ArithmeticException("9 cannot be decided");
          }
          return MillerRabin.isPrime(n);
        };
    List<Worker> workers =
        List.of(new Worker(tasks, answers, isPrime), new Worker(tasks, answers, isPrime));
    tasks.addAll(List.of(Task.of(2, 9), Task.of(3), Task.pill()));
    run(workers);
    assertThat(answers.poll())
        .as("the only answer of a worker to [2, 9], when isPrime(9) throws")
        .isInstanceOf(Answer.Failed.class);
    assertThat(answers)
        .as("the answers of a worker to [3] and a pill, after another worker failed in its thread")
        .containsExactly(primes(3), FINISHED);
  }

  @Test
  @Order(2)
  @Rule("A worker calls isPrime for each candidate, whatever another worker has checked.")
  void a_number_that_another_worker_has_checked_is_checked_again() throws Exception {
    PrimalitySpy asked = new PrimalitySpy();
    long large = 9_223_372_036_854_775_783L;
    List<Worker> workers =
        List.of(new Worker(tasks, answers, asked), new Worker(tasks, answers, asked));
    for (int worker = 1; worker <= 2; worker++) {
      tasks.addAll(List.of(Task.of(3, large), Task.of(large), Task.pill()));
    }
    run(workers);
    assertThat(answers)
        .as("the answers of two workers to [3, %d], [%d] and a pill each", large, large)
        .containsExactly(
            primes(3, large), primes(large), FINISHED, primes(3, large), primes(large), FINISHED);
    assertThat(asked.times())
        .as("how often two workers checked each candidate of [3, %d] and [%d]", large, large)
        .isEqualTo(Map.of(3L, 2, large, 4));
  }

  @Test
  @Order(3)
  @Rule("A task may hold any number of candidates, and all of them may be primes.")
  void a_task_may_hold_many_primes() throws Exception {
    long[] many = LongStream.range(0, 5_000).toArray();
    Worker worker = new Worker(tasks, answers, n -> true);
    tasks.addAll(List.of(Task.of(many), Task.pill()));
    run(List.of(worker));
    Answer answer = answers.take();
    assertThat(answer)
        .as("the answer to a task with the numbers from 0 to 4999, when isPrime returns true")
        .isInstanceOf(Answer.Primes.class);
    List<Long> primes = ((Answer.Primes) answer).primes();
    assertThat(primes.size())
        .as("the size of the answer to a task with 5,000 numbers, when isPrime returns true")
        .isEqualTo(5_000);
    assertThat(primes.equals(LongStream.of(many).boxed().toList()))
        .as("whether the answer holds the numbers from 0 to 4999, in order")
        .withFailMessage(
            "\nExpected: the answer holds the numbers from 0 to 4999, in order.\n"
                + "Seen: it holds other numbers.")
        .isTrue();
  }

  /** Runs workers in one thread, one after the other. */
  private static void run(List<Worker> workers) throws Exception {
    WatchedCall.start(
            "worker",
            () -> {
              workers.forEach(Worker::run);
              return null;
            })
        .result();
  }

  private static Answer primes(long... primes) {
    return new Answer.Primes(LongStream.of(primes).boxed().toList());
  }
}
