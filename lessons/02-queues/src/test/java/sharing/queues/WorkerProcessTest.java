package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;

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
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.threads.WatchedCall;

@Order(6)
@DisplayName("A worker in a process of its own")
class WorkerProcessTest {
  private static final Answer FINISHED = new Answer.Finished();

  @Test
  @Order(1)
  @Rule("One message, one answer: who has sent a task waits, even if it holds no prime.")
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
        .as("how often a worker asked about each of the seven candidates")
        .containsOnly(1)
        .hasSize(7);
  }

  @Test
  @Order(2)
  @Rule("A pill ends a worker. What comes after it is not for this one.")
  void nothing_is_received_after_the_pill() throws Exception {
    TestPipe pipe = pipe(() -> Stream.of(Task.pill(), Task.of(7)));
    work(pipe, MillerRabin::isPrime).result();
    assertThat(pipe.sent).as("the answers to a pill, and then a task").containsExactly(FINISHED);
    assertThat(pipe.left())
        .as("how many messages a worker left in its pipe, of a pill and a task")
        .isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @Order(3)
  @Rule("Who cannot go on says so. Else whoever waits for his answer waits for ever.")
  @ValueSource(strings = {"an exception", "an error", "a line that is no task"})
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
  @Rule("When the other process has ended, there is nobody to work for, and nobody to tell.")
  void the_end_of_the_other_process_ends_it() throws Exception {
    TestPipe pipe = pipe(() -> Stream.of(Task.of(2)));
    work(pipe, MillerRabin::isPrime).result();
    assertThat(pipe.sent).as("the answers to [2], and then the end").containsExactly(primes(2));
  }

  @Test
  @Order(5)
  @Rule("Two processes share no memory. All that one knows of the other came as a message.")
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
      assertThat(child.exitCode()).as("the exit code of a process, after a pill").isZero();
    }
  }

  private static Answer primes(long... primes) {
    return new Answer.Primes(LongStream.of(primes).boxed().toList());
  }

  /** Tasks for a worker, as lines that the student's own code writes; and then the end. */
  private static TestPipe pipe(Supplier<Stream<Task>> tasks) {
    return new TestPipe(() -> tasks.get().map(Lines::of));
  }

  private static WatchedCall<Void> work(TestPipe pipe, LongPredicate isPrime) {
    return WatchedCall.start(
        "worker",
        () -> {
          WorkerProcess.work(pipe, isPrime);
          return null;
        });
  }
}
