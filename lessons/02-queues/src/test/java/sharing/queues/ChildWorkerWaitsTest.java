package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.queues.helpers.ImpatientQueue;
import sharing.queues.helpers.WorkerProcesses;
import sharing.testkit.Rule;
import sharing.testkit.threads.WatchedCall;

/** A worker that has to wait, and how it ends. */
@Order(7)
@DisplayName("A worker that passes its tasks to a process")
class ChildWorkerWaitsTest extends WorkerProcesses {

  @Test
  @Order(1)
  @Rule("A wait that times out says nothing about the other side: wait again.")
  void a_wait_that_times_out_is_repeated() throws Exception {
    ImpatientQueue<Task> few = new ImpatientQueue<>(10);
    ImpatientQueue<Answer> one = new ImpatientQueue<>(1);
    WatchedCall<Boolean> call = start(new ChildWorker(few, one, WorkerProcess.class));
    call.returnsWhileHeld();
    one.add(primes(7)); // There is no room until this is taken.
    few.addAll(List.of(Task.of(2), Task.of(3), Task.pill()));
    List<Answer> taken = new ArrayList<>();
    for (int begun = 1; begun <= 3; begun++) {
      int puts = begun;
      call.until(() -> one.begun.get() >= puts);
      call.returnsWhileHeld();
      one.drainTo(taken);
    }
    call.result();
    one.drainTo(taken);
    assertThat(taken)
        .as("the answer [7], which was in the queue before, and the answers to [2], [3] and a pill")
        .containsExactly(primes(7), primes(2), primes(3), FINISHED);
    assertNoProcessLeft("a worker that has finished");
  }

  @ParameterizedTest(name = "interrupted {0}")
  @Order(2)
  @Rule("An interrupted worker ends its process, and sets its thread's interrupt status again.")
  @ValueSource(
      strings = {
        "before it started",
        "while it waited for a task",
        "while it waited for room for an answer",
        "while it waited for room for its last answer",
        "while it waited for the exit code of its process"
      })
  void an_interrupt_ends_the_worker_and_its_process(String when) throws Exception {
    ImpatientQueue<Answer> few = new ImpatientQueue<>(1);
    boolean isClosed = when.contains("exit code");
    ChildWorker worker = new ChildWorker(tasks, few, isClosed ? Stuck.class : WorkerProcess.class);
    boolean isFull = when.contains("room");
    if (isFull) {
      few.add(primes(7));
    }
    if (!when.contains("last answer") && !when.contains("a task")) {
      tasks.add(Task.of(2));
    }
    if (!when.contains("a task")) {
      tasks.add(Task.pill());
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
    if (isFull) {
      call.until(() -> few.begun.get() > 0);
    } else if (isClosed) {
      call.until(Closing::hasClosed);
    }
    call.returnsWhileHeld();
    call.interruptCaller();
    assertThat(call.result())
        .as("isInterrupted() of the worker's thread, which was interrupted %s", when)
        .withFailMessage(
            "\nExpected: an interrupted worker sets its thread's interrupt status before it ends.\n"
                + "Seen: isInterrupted() returned false after the worker had ended.")
        .isTrue();
    assertThat(few.size())
        .as("the number of answers in the queue, after a worker was interrupted %s", when)
        .isEqualTo(isFull ? 1 : 0);
    assertNoProcessLeft("a worker that was interrupted " + when);
  }

  @Test
  @Order(3)
  @Rule("A worker that cannot start its process must report it, or its search waits forever.")
  void a_process_that_cannot_be_started_is_reported(@TempDir Path empty) throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, WorkerProcess.class);
    tasks.addAll(List.of(Task.of(3), Task.pill()));
    String java = System.getProperty("java.home");
    System.setProperty("java.home", empty.toString()); // There is no Java to start.
    try {
      start(worker).result();
    } finally {
      System.setProperty("java.home", java);
    }
    failure(answers, "of a worker whose process cannot be started");
  }

  @Test
  @Order(4)
  @Rule("A process may end before its first task; report its exit code and its last words.")
  void a_process_that_ends_before_its_first_task_is_reported() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, ShortLived.class);
    WatchedCall<Boolean> call = start(worker);
    call.returnsWhileHeld();
    awaitNoProcess();
    tasks.addAll(List.of(Task.of(3), Task.pill()));
    call.result();
    assertThat(failure(answers, "of a worker whose process had ended before its first task"))
        .as(
            "the reported failure, after the process printed \"no task was taken\", and ended with"
                + " exit code %d before its first task",
            EXIT_CODE)
        .contains(Integer.toString(EXIT_CODE), "no task was taken");
  }

  @Test
  @Order(5)
  @Rule("A worker ends its process even after success: some processes do not end by themselves.")
  void a_process_that_does_not_end_by_itself_is_ended() throws Exception {
    ChildWorker worker = new ChildWorker(tasks, answers, Lingering.class);
    tasks.add(Task.pill());
    start(worker).result();
    assertThat(answers).as("the answers of a worker to a pill").containsExactly(FINISHED);
    assertNoProcessLeft("a worker whose process had finished and was still running");
  }
}
