package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.queues.helpers.ImpatientQueue;
import sharing.queues.helpers.LookedAtQueue;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.WatchedCall;

@Order(2)
@DisplayName("A worker between two queues")
class WorkerTest {
  private static final Answer FINISHED = new Answer.Finished();

  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(10);
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);

  /** Two workers, a task and a pill for each of them. */
  static class TwoWorkers implements Interleaver.Scenario {
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);

    TwoWorkers() {
      newWorker();
      tasks.addAll(List.of(Task.of(2), Task.of(3), Task.pill(), Task.pill()));
    }

    private Worker newWorker() {
      return new Worker(tasks, answers, MillerRabin::isPrime);
    }

    @Override
    public void worker1() {
      newWorker().run();
    }

    @Override
    public void check() {
      assertThat(answers.stream().map(Answer::toString).sorted())
          .as("the answers to tasks with 2 and 3, and two pills")
          .containsExactly("Finished[]", "Finished[]", "Primes[primes=[2]]", "Primes[primes=[3]]");
      assertThat(tasks)
          .as("the messages that two workers left in the queue, of [2], [3] and two pills")
          .isEmpty();
    }
  }

  @Test
  @Order(1)
  @Rule(
      "A worker answers a task with the primes in it, if there are any. It answers a pill with"
          + " \"finished\", its last answer.")
  void a_worker_answers_with_the_primes_of_each_task() throws Exception {
    Worker worker = new Worker(tasks, answers, MillerRabin::isPrime);
    tasks.addAll(List.of(Task.of(2, 3, 4), Task.of(8, 9), Task.of(), Task.of(13, 12, 11)));
    tasks.add(Task.pill());
    start(worker).result();
    assertThat(answers)
        .as("the answers to tasks with [2, 3, 4], [8, 9], [] and [13, 12, 11], and a pill")
        .containsExactly(primes(2, 3), primes(13, 11), FINISHED);
  }

  @Test
  @Order(2)
  @Rule("A worker calls isPrime once for each candidate, whatever its value.")
  void each_candidate_is_asked_about_once() throws Exception {
    PrimalitySpy asked = new PrimalitySpy();
    Worker worker = new Worker(tasks, answers, asked);
    tasks.addAll(List.of(Task.of(-1, 0), Task.of(1, 2, 3), Task.of(Long.MIN_VALUE), Task.pill()));
    start(worker).result();
    assertThat(asked.times().keySet())
        .as("the numbers that a worker checked, with the tasks [-1, 0], [1, 2, 3] and [-2^63]")
        .containsExactlyInAnyOrder(-1L, 0L, 1L, 2L, 3L, Long.MIN_VALUE);
    assertThat(asked.times().values())
        .as("how often a worker checked each of the numbers -1, 0, 1, 2, 3 and -2^63")
        .containsOnly(1);
  }

  @Test
  @Order(3)
  @Rule("A pill ends one worker. Everything behind that pill is for other workers.")
  void a_worker_takes_one_pill_and_nothing_after_it() throws Exception {
    Worker worker = new Worker(tasks, answers, MillerRabin::isPrime);
    Task next = Task.of(5);
    tasks.addAll(List.of(Task.of(2), Task.pill(), next, Task.pill()));
    start(worker).result();
    assertThat(answers)
        .as("the answers of one worker to the task [2], a pill, the task [5] and a pill")
        .containsExactly(primes(2), FINISHED);
    assertThat(tasks)
        .as("the messages that a worker left in the queue behind its pill: [5] and a pill")
        .hasSize(2);
    assertThat(tasks.peek() == next)
        .as("whether the task [5] is the first of the two that are left")
        .withFailMessage(
            "\nExpected: the task [5] is the first of the two that are left.\n"
                + "Seen: another message is the first.")
        .isTrue();
  }

  @Test
  @Order(4)
  @Rule("A worker without a task waits for one; polling for it keeps a core busy.")
  void a_worker_waits_for_a_task_without_polling() throws Exception {
    LookedAtQueue empty = new LookedAtQueue();
    WatchedCall<Boolean> call = start(new Worker(empty, answers, MillerRabin::isPrime));
    boolean ended = call.returnsWhileHeld();
    int looks = empty.looks.get();
    empty.add(Task.of());
    empty.add(Task.pill());
    assertThat(ended)
        .as("whether a worker ended while its queue was empty")
        .withFailMessage("\nExpected: a worker waits while its queue is empty.\nSeen: it ended.")
        .isFalse();
    assertThat(looks)
        .as("how often a worker checked its empty queue without waiting there")
        .isLessThanOrEqualTo(3);
    call.result();
    assertThat(answers)
        .as("the answers after a task without candidates and a pill were added")
        .containsExactly(FINISHED);
  }

  @Test
  @Order(5)
  @Rule("A worker waits until there is room for its answer; it never drops an answer.")
  void a_worker_waits_until_there_is_room_for_its_answer() throws Exception {
    BlockingQueue<Answer> one = new ArrayBlockingQueue<>(1);
    Worker worker = new Worker(tasks, one, MillerRabin::isPrime);
    tasks.addAll(List.of(Task.of(2), Task.of(3), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    assertThat(takenOneByOne(call, one))
        .as("the answers to the tasks [2] and [3] and a pill, through a queue for one answer")
        .containsExactly(primes(2), primes(3), FINISHED);
    call.result();
  }

  /** Takes each answer once the worker waits or has ended. */
  private static List<Answer> takenOneByOne(WatchedCall<Boolean> call, BlockingQueue<Answer> one)
      throws InterruptedException {
    List<Answer> taken = new ArrayList<>();
    for (boolean more = true; more; ) {
      call.returnsWhileHeld();
      call.until(() -> !one.isEmpty());
      more = one.drainTo(taken) > 0;
    }
    return taken;
  }

  @ParameterizedTest(name = "{0}")
  @Order(6)
  @Rule("A worker that cannot continue must report it, or the collector waits forever.")
  @ValueSource(strings = {"an exception", "an error"})
  void a_worker_that_fails_says_so_and_ends(String kind) throws Exception {
    String why = "9 cannot be decided";
    Throwable thrown =
        kind.equals("an error")
            ? new StackOverflowError(why)
            : new IllegalStateException(why, new ArithmeticException("its cause"));
    LongPredicate isPrime =
        n -> {
          if (n != 9) {
            return MillerRabin.isPrime(n);
          } else if (thrown instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) thrown;
        };
    Worker worker = new Worker(tasks, answers, isPrime);
    tasks.addAll(List.of(Task.of(2), Task.of(9), Task.of(11), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    String how = "the tasks [2], [9], [11] and a pill, when isPrime(9) throws " + kind;
    call.until(() -> false);
    assertThat(answers)
        .as("the answers to " + how)
        .containsExactly(primes(2), new Answer.Failed(thrown));
  }

  @ParameterizedTest(name = "interrupted {0}")
  @Order(7)
  @Rule(
      "An interrupted worker checks no further candidate, puts no further answer, and sets the"
          + " interrupt status of its thread again.")
  @ValueSource(
      strings = {
        "before it started",
        "while it waited for a task",
        "while it waited for room for an answer",
        "while it waited for room for its last answer",
        "while it waited for room to report its failure",
        "while it waited for isPrime",
        "while it waited for isPrime of the last candidate"
      })
  void an_interrupted_worker_ends(String when) throws Exception {
    PrimalitySpy asked =
        !when.contains("isPrime")
            ? new PrimalitySpy()
            : when.contains("last") ? new PrimalitySpy(5L) : new PrimalitySpy(3L);
    LongPredicate isPrime =
        n -> {
          if (n == 9) {
            throw new ArithmeticException("9 cannot be decided");
          }
          return asked.test(n);
        };
    BlockingQueue<Answer> few = new ArrayBlockingQueue<>(1);
    Worker worker = new Worker(tasks, few, isPrime);
    boolean isFull = when.contains("room");
    if (isFull) {
      few.add(FINISHED);
    }
    if (when.contains("its last answer")) {
      tasks.add(Task.pill());
    } else if (when.contains("its failure")) {
      tasks.add(Task.of(9));
    } else if (!when.contains("a task")) {
      tasks.addAll(List.of(Task.of(3, 5), Task.of(7)));
    }
    WatchedCall<Boolean> call =
        WatchedCall.start(
            "worker",
            () -> {
              if (when.equals("before it started")) {
                Thread.currentThread().interrupt();
              }
              worker.run();
              return Thread.currentThread().isInterrupted();
            });
    call.returnsWhileHeld();
    call.interruptCaller();
    asked.release();
    assertThat(call.result())
        .as("isInterrupted() of a worker's thread, which was interrupted %s", when)
        .withFailMessage(
            "\nExpected: an interrupted worker sets its thread's interrupt status before it ends.\n"
                + "Seen: isInterrupted() returned false after the worker had ended.")
        .isTrue();
    List<Long> checked = when.endsWith("isPrime") ? List.of(3L) : List.of();
    if (when.endsWith("for an answer") || when.endsWith("candidate")) {
      checked = List.of(3L, 5L);
    }
    assertThat(asked.times())
        .as("the numbers checked by a worker that was interrupted %s", when)
        .withFailMessage(
            "\nExpected: the worker notices the interrupt before it checks another candidate, so"
                + " the numbers checked are %s.\n"
                + "Seen: they are %s.",
            checked, new TreeSet<>(asked.times().keySet()))
        .doesNotContainKey(7L)
        .hasSize(checked.size());
    int expected = isFull ? 1 : 0;
    assertThat(few.size())
        .as("the number of answers in the queue, after a worker was interrupted %s", when)
        .withFailMessage(
            "\nExpected: an interrupted worker puts no further answer, so the number of answers in"
                + " the queue is still %d.\n"
                + "Seen: it is %d.",
            expected, few.size())
        .isEqualTo(expected);
  }

  @Test
  @Order(8)
  @Rule("An invalid argument is rejected with a message that names the argument.")
  void a_worker_without_queues_is_rejected() {
    LongPredicate isPrime = MillerRabin::isPrime;
    assertThatIllegalArgumentException()
        .as("new Worker(null, answers, isPrime)")
        .isThrownBy(() -> new Worker(null, answers, isPrime))
        .withMessageContaining("tasks");
    assertThatIllegalArgumentException()
        .as("new Worker(tasks, null, isPrime)")
        .isThrownBy(() -> new Worker(tasks, null, isPrime))
        .withMessageContaining("answers");
    assertThatIllegalArgumentException()
        .as("new Worker(tasks, answers, null)")
        .isThrownBy(() -> new Worker(tasks, answers, null))
        .withMessageContaining("isPrime");
  }

  @Test
  @Order(9)
  @Rule("Each task is taken exactly once, wherever one of two workers is paused.")
  void no_pause_loses_or_duplicates_an_answer() throws Exception {
    Interleaver.assertHolds(TwoWorkers.class);
  }

  @Test
  @Order(10)
  @Rule(
      "A candidate that occurs twice is checked twice and, if it is prime, occurs twice in the"
          + " answers.")
  void a_number_that_comes_twice_is_answered_twice() throws Exception {
    PrimalitySpy asked = new PrimalitySpy();
    Worker worker = new Worker(tasks, answers, asked);
    tasks.addAll(List.of(Task.of(2, 9, 2), Task.of(2), Task.pill()));
    start(worker).result();
    assertThat(answers)
        .as("the answers to the tasks [2, 9, 2] and [2], and a pill")
        .containsExactly(primes(2, 2), primes(2), FINISHED);
    assertThat(asked.times())
        .as("how often a worker checked each candidate of the tasks [2, 9, 2] and [2]")
        .isEqualTo(Map.of(2L, 3, 9L, 1));
  }

  @Test
  @Order(11)
  @Rule("A failure is an answer, too: the worker waits until there is room for it.")
  void a_worker_that_fails_waits_until_there_is_room() throws Exception {
    BlockingQueue<Answer> one = new ArrayBlockingQueue<>(1);
    ArithmeticException thrown = new ArithmeticException("9 cannot be decided");
    Worker worker =
        new Worker(
            tasks,
            one,
            n -> {
              if (n == 9) {
                throw thrown;
              }
              return MillerRabin.isPrime(n);
            });
    tasks.addAll(List.of(Task.of(2), Task.of(9), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    assertThat(takenOneByOne(call, one))
        .as("the answers to [2] and [9], through a queue for one answer, when isPrime(9) throws")
        .containsExactly(primes(2), new Answer.Failed(thrown));
    call.result();
  }

  @Test
  @Order(12)
  @Rule("A wait that times out says nothing about the other side: wait again.")
  void a_wait_that_times_out_is_repeated() throws Exception {
    BlockingQueue<Task> few = new ImpatientQueue<>(10);
    BlockingQueue<Answer> one = new ImpatientQueue<>(1);
    WatchedCall<Boolean> call = start(new Worker(few, one, MillerRabin::isPrime));
    boolean ended = call.returnsWhileHeld();
    few.addAll(List.of(Task.of(2), Task.of(3), Task.pill()));
    assertThat(ended)
        .as("whether a worker ended while its queue was empty")
        .withFailMessage(
            "\nExpected: a worker waits for a task, however long that takes.\nSeen: it ended.")
        .isFalse();
    assertThat(takenOneByOne(call, one))
        .as("the answers to [2], [3] and a pill, where each answer waits a long time for room")
        .containsExactly(primes(2), primes(3), FINISHED);
    call.result();
  }

  private static Answer primes(long... primes) {
    return new Answer.Primes(LongStream.of(primes).boxed().toList());
  }

  /** Runs a worker; the result is whether the interrupt status is set when it ends. */
  private static WatchedCall<Boolean> start(Worker worker) {
    return WatchedCall.start(
        "worker",
        () -> {
          worker.run();
          return Thread.currentThread().isInterrupted();
        });
  }
}
