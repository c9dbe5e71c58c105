package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.ChildJvm;
import sharing.common.Pipe;
import sharing.queues.helpers.TestPipe;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.threads.WatchedCall;

@Order(6)
@DisplayName("The process of a worker")
class WorkerProcessTest {
  private static final Answer FINISHED = new Answer.Finished();

  @Test
  @Order(1)
  @Rule(
      "Each task gets one answer, even if it has no primes: the sender of the task waits for that"
          + " answer.")
  void each_task_is_answered_once() throws Exception {
    PrimalitySpy asked = new PrimalitySpy();
    TestPipe pipe =
        pipe(
            () ->
                Stream.of(
                    Task.of(4, 3, 2), Task.of(8, 9), Task.of(), Task.of(-1, 11), Task.pill()));
    work(pipe, asked).result();
    assertThat(pipe.sent)
        .as("the answers to the tasks [4, 3, 2], [8, 9], [] and [-1, 11], and a pill")
        .containsExactly(primes(3, 2), primes(), primes(), primes(11), FINISHED);
    assertThat(asked.times().values())
        .as("how often a process checked each of the seven candidates")
        .containsOnly(1)
        .hasSize(7);
  }

  @Test
  @Order(2)
  @Rule("A pill ends the process, so the process receives nothing after it.")
  void nothing_is_received_after_the_pill() throws Exception {
    TestPipe pipe = pipe(() -> Stream.of(Task.pill(), Task.of(7)));
    work(pipe, MillerRabin::isPrime).result();
    assertThat(pipe.sent)
        .as("the answers of a process to a pill and then a task")
        .containsExactly(FINISHED);
    assertThat(pipe.left())
        .as("how many messages a process left in its pipe, after a pill and a task were sent")
        .isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("A process that cannot continue must report it, or its parent waits forever.")
  @ValueSource(strings = {"an exception", "an error", "a line that is not a task"})
  void a_process_that_fails_says_so(String kind) throws Exception {
    LongPredicate isPrime =
        n -> {
          if (kind.equals("an exception")) {
            throw new ArithmeticException("9 cannot be decided");
          } else if (kind.equals("an error")) {
            throw new StackOverflowError("9 cannot be decided");
          }
          return MillerRabin.isPrime(n);
        };
    TestPipe pipe =
        kind.startsWith("a line")
            ? new TestPipe(() -> Stream.of("9 cannot be decided", Lines.of(Task.pill())))
            : pipe(() -> Stream.of(Task.of(9), Task.pill()));
    work(pipe, isPrime).result();
    assertThat(pipe.sent).as("the answers, after %s", kind).hasSize(1);
    assertThat(pipe.sent.get(0)).as("the answer, after %s", kind).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed) pipe.sent.get(0)).cause())
        .as("the cause in the answer, after %s", kind)
        .hasMessageContaining("9 cannot be decided");
  }

  @Test
  @Order(4)
  @Rule("When the process that sends the tasks has ended, stop, and send no further answer.")
  void a_worker_ends_when_the_other_process_ends() throws Exception {
    TestPipe pipe = pipe(() -> Stream.of(Task.of(2)));
    work(pipe, MillerRabin::isPrime).result();
    assertThat(pipe.sent)
        .as("the answers to [2] and then the end of the messages")
        .containsExactly(primes(2));
  }

  @Test
  @Order(5)
  @Rule("Two processes share no objects: here, everything that one tells the other is a message.")
  void a_real_process_answers_tasks_and_ends() throws Exception {
    work(pipe(Stream::empty), MillerRabin::isPrime).result();
    String task = Lines.of(Task.of(100_000_007, 100_000_008, 2));
    try (ChildJvm child = ChildJvm.start(WorkerProcess.class)) {
      child.send(task);
      assertThat(child.receive().map(Lines::answer))
          .as("the answer of a process to the task [100000007, 100000008, 2]")
          .contains(primes(100_000_007, 2));
      child.send(Lines.of(Task.pill()));
      assertThat(child.receive().map(Lines::answer))
          .as("the answer of a process to a pill")
          .contains(FINISHED);
      assertThat(child.receive()).as("what a process sent after its answer to a pill").isEmpty();
      child.waitFor(WatchedCall.BUSY_BOUND);
      assertThat(child.exitCode()).as("the exit code of a process that was sent a pill").isZero();
    }
  }

  @Test
  @Order(6)
  @Rule(
      "A candidate that occurs twice is checked twice and, if it is prime, occurs twice in the"
          + " answers.")
  void a_number_that_comes_twice_is_answered_twice() throws Exception {
    PrimalitySpy asked = new PrimalitySpy();
    TestPipe pipe = pipe(() -> Stream.of(Task.of(3, 9, 3), Task.of(3), Task.pill()));
    work(pipe, asked).result();
    assertThat(pipe.sent)
        .as("the answers to the tasks [3, 9, 3] and [3], and a pill")
        .containsExactly(primes(3, 3), primes(3), FINISHED);
    assertThat(asked.times())
        .as("how often a process checked each candidate of the tasks [3, 9, 3] and [3]")
        .isEqualTo(Map.of(3L, 3, 9L, 1));
    PrimalitySpy askedTwice = new PrimalitySpy();
    long large = 9_223_372_036_854_775_783L;
    for (int call = 1; call <= 2; call++) {
      work(pipe(() -> Stream.of(Task.of(3, large), Task.of(large), Task.pill())), askedTwice)
          .result();
    }
    assertThat(askedTwice.times())
        .as("how often two calls of work checked each candidate of [3, %d], [%d]", large, large)
        .isEqualTo(Map.of(3L, 2, large, 4));
  }

  @ParameterizedTest(name = "the answer to {0}")
  @Order(7)
  @Rule("If an answer cannot be sent, the caller gets the exception; the answer is not sent again.")
  @ValueSource(strings = {"a task", "a pill", "a line that is not a task"})
  void an_answer_that_cannot_be_sent_ends_the_work(String what) throws Exception {
    Supplier<String> line =
        () ->
            switch (what) {
              case "a task" -> Lines.of(Task.of(2));
              case "a pill" -> Lines.of(Task.pill());
              default -> "9 cannot be decided";
            };
    AtomicInteger attempts = new AtomicInteger();
    Pipe broken =
        new Pipe() {
          @Override
          public void send(String message) throws IOException {
            attempts.incrementAndGet();
            throw new IOException("the other process has ended");
          }

          @Override
          public Optional<String> receive() {
            return attempts.get() > 9 ? Optional.empty() : Optional.of(line.get());
          }
        };
    WatchedCall<Void> call = work(broken, MillerRabin::isPrime);
    assertThatThrownBy(
            call::result, "work, when send() throws an IOException at the answer to " + what)
        .isInstanceOf(IOException.class);
    assertThat(attempts.get())
        .as("how often a process called send(), which throws an IOException")
        .isEqualTo(1);
  }

  @Test
  @Order(8)
  @Rule("An interrupt ends the wait for a message; do not report it as a failure.")
  void an_interrupt_ends_the_wait_for_a_message() throws Exception {
    BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    BlockingQueue<String> none = new LinkedBlockingQueue<>();
    Pipe silent =
        new Pipe() {
          @Override
          public void send(String message) {
            sent.add(message);
          }

          @Override
          public Optional<String> receive() throws InterruptedException {
            return Optional.of(none.take());
          }
        };
    WatchedCall<Void> call = work(silent, MillerRabin::isPrime);
    call.returnsWhileHeld();
    call.interruptCaller();
    assertThatThrownBy(call::result, "work, interrupted while it waited for a message")
        .isInstanceOf(InterruptedException.class);
    assertThat(List.copyOf(sent))
        .as("the answers of work, interrupted while it waited for a message")
        .isEmpty();
  }

  @Test
  @Order(9)
  @Rule("A failure answers only the task that failed; the tasks before it have their answers.")
  void a_failure_is_the_answer_to_its_own_task() throws Exception {
    LongPredicate isPrime =
        n -> {
          if (n == 9) {
            throw new ArithmeticException("9 cannot be decided");
          }
          return MillerRabin.isPrime(n);
        };
    TestPipe pipe = pipe(() -> Stream.of(Task.of(2), Task.of(3, 9), Task.of(5), Task.pill()));
    work(pipe, isPrime).result();
    assertThat(pipe.sent)
        .as("the answers to the tasks [2], [3, 9] and [5], and a pill, when isPrime(9) throws")
        .hasSize(2);
    assertThat(pipe.sent.get(0)).as("the answer to the task [2]").isEqualTo(primes(2));
    assertThat(pipe.sent.get(1))
        .as("the answer to the task [3, 9], when isPrime(9) throws")
        .isInstanceOf(Answer.Failed.class);
  }

  @Test
  @Order(10)
  @Rule("A task may hold any number of candidates, and all of them may be primes.")
  void a_task_may_hold_many_primes() throws Exception {
    long[] many = LongStream.range(0, 5_000).toArray();
    TestPipe pipe = pipe(() -> Stream.of(Task.of(many), Task.pill()));
    work(pipe, n -> true).result();
    assertThat(pipe.sent.get(0).equals(primes(many)))
        .as("whether the answer to a task with the numbers from 0 to 4999 holds all of them")
        .withFailMessage(
            "\nExpected: the answer holds the numbers from 0 to 4999, when isPrime returns true.\n"
                + "Seen: it is another answer.")
        .isTrue();
  }

  private static Answer primes(long... primes) {
    return new Answer.Primes(LongStream.of(primes).boxed().toList());
  }

  /** Messages for a process, as lines that the student's own code writes, and then the end. */
  private static TestPipe pipe(Supplier<Stream<Task>> tasks) {
    return new TestPipe(() -> tasks.get().map(Lines::of));
  }

  private static WatchedCall<Void> work(Pipe pipe, LongPredicate isPrime) {
    return WatchedCall.start(
        "worker",
        () -> {
          WorkerProcess.work(pipe, isPrime);
          return null;
        });
  }
}
