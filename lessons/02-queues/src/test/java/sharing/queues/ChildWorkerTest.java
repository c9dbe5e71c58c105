package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.queues.helpers.WorkerProcesses;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.threads.WatchedCall;

@Order(7)
@DisplayName("A worker that passes its tasks to a process")
class ChildWorkerTest extends WorkerProcesses {

  @Test
  @Order(1)
  @Rule("A worker has one process: starting a process costs more than checking many numbers.")
  void one_process_answers_all_tasks_of_a_worker() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Telling.class);
    Task next = Task.of(5);
    tasks.addAll(List.of(Task.of(2), Task.of(), Task.of(3, 4), Task.pill(), next, Task.pill()));
    start(worker).result();
    assertThat(answers)
        .as("the answers of a worker whose process finds primes in [2] and [3, 4], but not in []")
        .hasSize(3);
    Answer first = answers.take();
    assertThat(first)
        .as("the first answer of a worker whose process finds primes in [2] and [3, 4]")
        .isInstanceOf(Answer.Primes.class);
    assertThat(answers.take())
        .as("the second answer, which holds the id of the process, as the first one does")
        .isEqualTo(first);
    assertThat(answers.take()).as("the last answer of a worker, after a pill").isEqualTo(FINISHED);
    assertNoProcessLeft("a worker that has finished");
    assertThat(tasks.peek() == next)
        .as("whether the task [5], which is behind the pill, is the first one left in the queue")
        .withFailMessage(
            "\nExpected: the task [5], which is behind the pill, is the first one left in the queue.\n"
                + "Seen: it is not the first of the %d that are left.",
            tasks.size())
        .isTrue();
  }

  @Test
  @Order(2)
  @Rule("A worker ends the process that it has started; otherwise the process keeps running.")
  void no_process_is_left_when_the_worker_has_ended() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Failing.class);
    tasks.addAll(List.of(Task.of(3), Task.pill()));
    start(worker).result();
    assertNoProcessLeft("a worker whose process had reported a failure and was still running");
  }

  @Test
  @Order(3)
  @Rule(
      "Send a task only when the process has answered the previous one: waiting tasks fill memory.")
  void a_task_waits_until_the_one_before_is_answered() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Silent.class);
    tasks.addAll(List.of(Task.of(2), Task.of(3), Task.of(5), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    call.until(Silent::hasTask);
    call.returnsWhileHeld();
    assertThat(tasks.size())
        .as("how many of 4 messages were left in the queue, while the process had the first one")
        .isEqualTo(3);
    call.interruptCaller();
    assertThat(call.result())
        .as(
            "isInterrupted() of the worker's thread, which was interrupted while its process worked")
        .withFailMessage(
            "\nExpected: an interrupted worker sets its thread's interrupt status before it ends.\n"
                + "Seen: isInterrupted() returned false after the worker had ended.")
        .isTrue();
    assertThat(answers).as("the answers of a worker that was interrupted").isEmpty();
    assertNoProcessLeft("a worker that was interrupted");
  }

  @Test
  @Order(4)
  @Rule("A process may still be running after its last message, so wait for its exit code.")
  void a_worker_waits_for_the_exit_code_of_its_process() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Closing.class);
    tasks.addAll(List.of(Task.of(3), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    call.until(Closing::hasClosed);
    call.returnsWhileHeld();
    Closing.end();
    call.result();
    assertThat(failure(answers, "of a worker whose process has closed its output"))
        .as(
            "the reported failure, after the process printed \"no answer will come\" and a second"
                + " line, closed its output, and ended later with exit code %d",
            EXIT_CODE)
        .contains(Integer.toString(EXIT_CODE), "no answer will come", "and this is the last line");
    assertNoProcessLeft("a worker whose process has ended");
  }

  @Test
  @Order(5)
  @Rule("If a process dies, the worker reports the exit code and the last words of the process.")
  void a_process_that_is_killed_is_reported() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Silent.class);
    tasks.addAll(List.of(Task.of(3), Task.of(5), Task.pill()));
    WatchedCall<Boolean> call = start(worker);
    call.until(Silent::hasTask);
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    try {
      call.result();
    } catch (CheckFailedError hang) {
      throw hang.after("The worker's process was killed while it worked.");
    }
    assertThat(failure(answers, "of a worker whose process was killed"))
        .as("the reported failure, after the process printed \"a task has come\" and was killed")
        .contains(Integer.toString(killed()), "a task has come");
    assertNoProcessLeft("a worker whose process was killed");
  }

  @ParameterizedTest(name = "the process {0}")
  @Order(6)
  @Rule("Primes answer a task, and \"finished\" answers a pill; any other answer is a failure.")
  @ValueSource(
      strings = {
        "reports a failure",
        "says hello",
        "says finished after a task",
        "says finished after its second task",
        "sends an answer without primes after a pill",
        "ends without an answer to a pill"
      })
  void an_unexpected_answer_is_a_failure(String how) throws Exception {
    Class<?> main =
        switch (how) {
          case "reports a failure" -> Failing.class;
          case "says hello" -> Babbling.class;
          case "says finished after a task" -> Hasty.class;
          case "says finished after its second task" -> Fickle.class;
          case "ends without an answer to a pill" -> Mute.class;
          default -> Endless.class;
        };
    ChildWorker worker = new ChildWorker(tasks, answers, main);
    tasks.addAll(
        main == Endless.class
            ? List.of(Task.pill(), Task.pill())
            : List.of(Task.of(3), Task.of(5), Task.pill()));
    start(worker).result();
    answers.removeIf(answer -> answer instanceof Answer.Primes);
    String failure = failure(answers, "of a worker whose process " + how);
    if (main == Failing.class) {
      assertThat(failure)
          .as("the reported failure of a worker whose process %s", how)
          .contains("3 cannot be decided");
    } else if (main == Mute.class) {
      assertThat(failure)
          .as(
              "the reported failure, after the process printed \"no answer to a pill\", and ended"
                  + " with exit code %d without an answer to the pill",
              EXIT_CODE)
          .contains(Integer.toString(EXIT_CODE), "no answer to a pill");
    }
    assertNoProcessLeft("a worker whose process " + how);
  }

  @Test
  @Order(7)
  @Rule("An invalid argument is rejected with a message that names the argument.")
  void a_worker_without_queues_or_main_class_is_rejected() {
    assertThatIllegalArgumentException()
        .as("new ChildWorker(null, answers, main)")
        .isThrownBy(() -> new ChildWorker(null, answers, Telling.class))
        .withMessageContaining("tasks");
    assertThatIllegalArgumentException()
        .as("new ChildWorker(tasks, null, main)")
        .isThrownBy(() -> new ChildWorker(tasks, null, Telling.class))
        .withMessageContaining("answers");
    assertThatIllegalArgumentException()
        .as("new ChildWorker(tasks, answers, null)")
        .isThrownBy(() -> new ChildWorker(tasks, answers, null))
        .withMessageContaining("main");
  }

  @Test
  @Order(8)
  @Rule("A search knows only its two queues, so its workers can be threads or processes.")
  void two_processes_find_the_primes_of_a_range() throws Exception {
    new ChildWorker(tasks, answers, WorkerProcess.class);
    QueueSearch search =
        new QueueSearch(2, 500, 10, (t, a) -> new ChildWorker(t, a, WorkerProcess.class));
    long to = NotebookRange.FROM + 10_000;
    List<Long> primes = search.search(LongStream.range(NotebookRange.FROM, to).iterator());
    assertThat(primes.size())
        .as("how many primes 2 processes found in [100,000,000, 100,010,000)")
        .isEqualTo(NotebookRange.PRIMES_IN_FIRST_10_000);
    assertThat(primes.stream().mapToLong(p -> p).sum())
        .as("the sum of the primes that 2 processes found in [100,000,000, 100,010,000)")
        .isEqualTo(NotebookRange.SUM_IN_FIRST_10_000);
  }

  @Test
  @Order(9)
  @Rule("When a process dies, its search ends, says why, and ends the other processes.")
  void a_process_that_dies_ends_the_search() throws Exception {
    new ChildWorker(tasks, answers, Silent.class);
    QueueSearch search = new QueueSearch(2, 1, 1, (t, a) -> new ChildWorker(t, a, Silent.class));
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> search.search(LongStream.range(0, 1_000_000).iterator()));
    call.until(Silent::hasTask);
    Silent.withTask().findFirst().orElseThrow().destroyForcibly();
    assertThatThrownBy(call::result, "a search, after one of its two processes was killed")
        .isInstanceOf(IllegalStateException.class)
        .rootCause()
        .hasMessageContainingAll(Integer.toString(killed()), "a task has come");
    assertNoProcessLeft("a search in which one of two processes died");
  }
}
