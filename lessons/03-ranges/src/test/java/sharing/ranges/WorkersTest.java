package sharing.ranges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.CheckFailedError;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.interleaver.FreshClasses;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(2)
@DisplayName("Start all, wait for all")
class WorkersTest {

  /** Two tasks, the first of which fails. */
  static class OneFails implements Interleaver.Call {
    private final AtomicBoolean otherHasEnded = new AtomicBoolean();
    private String seen = "";

    @Override
    public void call() throws InterruptedException {
      Runnable fails =
          () -> {
            throw new IllegalArgumentException("this number cannot be decided");
          };
      try {
        Workers.runAll(List.of(fails, () -> otherHasEnded.set(true)));
        seen = "it returned";
      } catch (IllegalStateException e) {
        seen = "it threw an IllegalStateException with the cause " + e.getCause();
      }
      seen += otherHasEnded.get() ? ", and task 2 had ended" : ", and task 2 had not ended";
    }

    @Override
    public void check() {
      assertThat(seen)
          .as("the outcome of runAll with 2 tasks, the first of which throws")
          .isEqualTo(
              "it threw an IllegalStateException with the cause java.lang.IllegalArgumentException:"
                  + " this number cannot be decided, and task 2 had ended");
    }
  }

  @ParameterizedTest(name = "tasks = {0}")
  @Order(1)
  @Rule("Run each task once, and start all threads before you wait for one.")
  @ValueSource(ints = {2, 5, 1, 100})
  void all_tasks_run_side_by_side(int tasks) throws Exception {
    String given = tasks == 1 ? "1 task" : tasks + " tasks";
    CountDownLatch allRun = new CountDownLatch(tasks);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    WatchedCall<Void> call =
        runAll(
            Collections.nCopies(
                tasks,
                () -> {
                  threads.add(Thread.currentThread());
                  runs.incrementAndGet();
                  allRun.countDown();
                  Uninterruptibly.await(allRun);
                }));
    try {
      call.result();
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          "runAll got " + given + ". Each task waits until all tasks run.\n" + hang.failure().how(),
          "all tasks run at the same time.",
          runs + " of the tasks began.");
    }
    // Another test checks whether the call waits for its tasks.
    allRun.await(2, TimeUnit.SECONDS);
    assertThat(runs.get())
        .as("how often runAll ran a task, when it got %s", given)
        .isEqualTo(tasks);
    assertThat(threads).as("the threads in which runAll ran %s", given).hasSize(tasks);
    assertThat(threads)
        .as("the threads in which runAll ran %s: the caller's thread must not be among them", given)
        .doesNotContain(call.caller());
  }

  @ParameterizedTest(name = "task {0} of 3 is held")
  @Order(2)
  @Rule("A result is complete only after every worker has ended; Thread.join waits for that.")
  @ValueSource(ints = {1, 2, 3})
  void the_call_waits_for_every_task(int held) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(3);
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      boolean isHeld = i == held;
      tasks.add(
          () -> {
            begun.countDown();
            if (isHeld) {
              Uninterruptibly.await(release);
            }
          });
    }
    WatchedCall<Void> call = runAll(tasks);
    try {
      awaitBegin(begun, call);
      assertThat(call.returnsWhileHeld())
          .as("runAll with 3 tasks, of which task %d was held", held)
          .withFailMessage(
              "\nExpected: runAll waits for task %d.\n"
                  + "Seen: runAll returned while task %d was held.",
              held, held)
          .isFalse();
    } finally {
      release.countDown();
    }
    call.result();
    call.assertNoThreadLeft();
  }

  @Test
  @Order(10)
  @Rule("A pool that waits for more work is left behind, even if all calls share it.")
  void the_first_call_leaves_no_thread() throws Exception {
    List<Runnable> tasks = List.of(() -> {}, () -> {}, () -> {});
    WatchedCall<Void> call = WatchedCall.start(FreshClasses.of(FirstCall.class, tasks));
    call.result();
    call.assertNoThreadLeft();
  }

  /** A call that no other call has come before: what all calls share, it makes itself. */
  static class FirstCall implements Callable<Void> {
    private final List<Runnable> tasks;

    FirstCall(List<Runnable> tasks) {
      this.tasks = tasks;
    }

    @Override
    public Void call() throws InterruptedException {
      Workers.runAll(tasks);
      return null;
    }
  }

  @Test
  @Order(3)
  @Rule("Without tasks, there is nothing to wait for.")
  void an_empty_list_of_tasks_returns_at_once() throws Exception {
    runAll(List.of()).result();
  }

  @Test
  @Order(4)
  @ProcessorTime(seconds = 60)
  @Rule("Every task runs and every failure is reported, wherever a thread is paused.")
  void no_pause_loses_a_failure_or_a_task() throws Exception {
    Interleaver.assertCallHolds(OneFails.class);
  }

  @ParameterizedTest(name = "task {0} of 3 throws {1}")
  @Order(5)
  @Rule("What a task throws ends only its own thread: catch it there, and report it to the caller.")
  @CsvSource({
    "1, an exception",
    "2, an exception",
    "3, an exception",
    "3, an error",
    "3, an IllegalStateException with a cause",
    "3, a CompletionException with a cause"
  })
  void a_task_that_throws_fails_the_call(int failing, String kind) throws Exception {
    String why = "this number cannot be decided";
    Exception causeOfIt = new ArithmeticException("the cause of the exception that the task threw");
    Throwable thrown =
        switch (kind) {
          case "an error" -> new StackOverflowError(why);
          case "an IllegalStateException with a cause" -> new IllegalStateException(why, causeOfIt);
          case "a CompletionException with a cause" -> new CompletionException(why, causeOfIt);
          default -> new IllegalArgumentException(why);
        };
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      boolean isFailing = i == failing;
      tasks.add(isFailing ? () -> throwIt(thrown) : () -> {});
    }
    String how = String.format("runAll with 3 tasks, of which task %d threw %s", failing, kind);
    Throwable seen = thrownBy(runAll(tasks), how);
    assertThat(seen).as(how).isInstanceOf(IllegalStateException.class);
    assertThat(seen.getCause())
        .as("the cause of the exception from %s", how)
        .withFailMessage(
            "\nExpected: the cause is what the task threw, %s.\nSeen: the cause is %s.",
            thrown, seen.getCause())
        .isSameAs(thrown);
  }

  @ParameterizedTest(name = "3 tasks: {0} threw, task 3 is held")
  @Order(6)
  @Rule("When the call ends, its threads have ended: wait for all of them, even after a failure.")
  @ValueSource(strings = {"task 1", "task 2", "tasks 1 and 2"})
  void a_call_that_fails_waits_for_the_other_tasks(String failing) throws Exception {
    CountDownLatch allRun = new CountDownLatch(3);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    IllegalArgumentException thrown = new IllegalArgumentException("it cannot be decided");
    List<Runnable> tasks = new ArrayList<>();
    for (String number : List.of("1", "2")) {
      tasks.add(
          () -> {
            allRun.countDown();
            if (failing.contains(number)) {
              throw thrown;
            }
          });
    }
    tasks.add(
        () -> {
          allRun.countDown();
          Uninterruptibly.await(release);
          interrupted.set(Thread.currentThread().isInterrupted());
        });
    WatchedCall<Void> call = runAll(tasks);
    String how = "runAll with 3 tasks, after " + failing + " threw";
    try {
      awaitBegin(allRun, call);
      assertThat(call.returnsWhileHeld())
          .as("%s, while task 3 was held", how)
          .withFailMessage(
              "\nExpected: runAll waits for task 3, although %s threw.\n"
                  + "Seen: runAll ended while task 3 was held.",
              failing)
          .isFalse();
    } finally {
      release.countDown();
    }
    assertThat(thrownBy(call, how))
        .as(how)
        .isInstanceOf(IllegalStateException.class)
        .extracting(Throwable::getCause)
        .as("the cause of the exception from %s", how)
        .isSameAs(thrown);
    call.assertNoThreadLeft();
    assertThat(interrupted)
        .as("whether task 3 was interrupted after %s threw: it must run to its end", failing)
        .isFalse();
  }

  @ParameterizedTest(name = "interrupted while {0}")
  @Order(7)
  @Rule(
      "If its caller is interrupted, runAll interrupts the workers, and then throws"
          + " InterruptedException.")
  @ValueSource(
      strings = {
        "its two tasks waited",
        "its two tasks waited, after the task before them had thrown"
      })
  void an_interrupt_of_the_caller_reaches_the_tasks(String what) throws Exception {
    boolean hasFailed = what.contains("after");
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    Runnable task =
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
          }
          ended.countDown();
        };
    Runnable fails = () -> throwIt(new IllegalArgumentException("this number cannot be decided"));
    WatchedCall<Void> call = runAll(hasFailed ? List.of(fails, task, task) : List.of(task, task));
    String how = "runAll, interrupted while " + what;
    try {
      awaitBegin(begun, call);
      call.returnsWhileHeld();
      call.interruptCaller();
      assertThatThrownBy(call::result, how)
          .isInstanceOf(hasFailed ? Exception.class : InterruptedException.class);
      // Another test checks whether the call waits for its tasks.
      ended.await(2, TimeUnit.SECONDS);
    } finally {
      never.countDown();
    }
    assertThat(interrupted.get())
        .as("how many of the two tasks were interrupted by %s", how)
        .isEqualTo(2);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(8)
  @Rule(
      "When the call ends, its threads have ended: wait for all of them, even if the caller is"
          + " interrupted.")
  void an_interrupted_call_waits_for_its_tasks() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    Runnable task =
        () -> {
          begun.countDown();
          Uninterruptibly.await(release);
        };
    WatchedCall<Void> call = runAll(List.of(task, task));
    try {
      awaitBegin(begun, call);
      call.returnsWhileHeld();
      for (String times : List.of("an interrupt", "a second interrupt")) {
        call.interruptCaller();
        assertThat(call.returnsWhileHeld())
            .as("runAll ended after %s, while its tasks were held", times)
            .withFailMessage(
                "\nExpected: runAll waits for its tasks after %s, too.\n"
                    + "Seen: runAll ended while its tasks were held.",
                times)
            .isFalse();
      }
    } finally {
      release.countDown();
    }
    assertThatThrownBy(call::result, "runAll, interrupted")
        .isInstanceOf(InterruptedException.class);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(9)
  @Rule("A method rejects an invalid argument, and the message names the argument.")
  void a_null_list_of_tasks_is_rejected() {
    assertThatIllegalArgumentException()
        .as("runAll(null)")
        .isThrownBy(() -> Workers.runAll(null))
        .withMessageContaining("tasks");
  }

  /** Returns what was thrown by a call that must fail. */
  private static Throwable thrownBy(WatchedCall<Void> call, String how) throws Exception {
    try {
      call.result();
    } catch (CheckFailedError hang) {
      throw hang.after(how + ".");
    } catch (Exception | Error e) {
      return e;
    }
    throw new CheckFailedError(
        how + ".", "runAll throws an IllegalStateException.", "runAll returned.");
  }

  private static WatchedCall<Void> runAll(List<Runnable> tasks) {
    return WatchedCall.start(
        () -> {
          Workers.runAll(tasks);
          return null;
        });
  }

  /** Waits until all tasks have begun. */
  private static void awaitBegin(CountDownLatch begun, WatchedCall<Void> call) throws Exception {
    call.until(() -> begun.getCount() == 0);
    if (begun.getCount() > 0) {
      call.result();
      throw new CheckFailedError(
          "runAll ended.",
          "all of its tasks had begun.",
          begun.getCount() + " of its tasks had not begun.");
    }
  }

  private static void throwIt(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
