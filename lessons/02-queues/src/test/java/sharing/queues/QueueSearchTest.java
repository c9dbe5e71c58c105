package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.common.TrialDivision;
import sharing.queues.helpers.CountedCandidates;
import sharing.testkit.CheckFailedError;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.fixtures.NotebookRange;
import sharing.testkit.fixtures.Sieve;
import sharing.testkit.threads.ProcessorTime;
import sharing.testkit.threads.WatchedCall;

@Order(4)
@DisplayName("Feed, work, collect")
class QueueSearchTest {

  @ParameterizedTest(name = "{0} workers")
  @Order(1)
  @Rule("A pill ends one worker, so each worker needs its own pill.")
  @ValueSource(ints = {1, 2, 5})
  void each_worker_gets_its_own_pill(int workers) throws Exception {
    try {
      assertThat(searched(threads(workers, 1, 10, MillerRabin::isPrime), 7, 7))
          .as("the primes among no candidates")
          .isEmpty();
    } catch (CheckFailedError hang) {
      throw hang.after("The search had no candidates.");
    }
  }

  @ParameterizedTest(name = "[{0}, {1})")
  @Order(2)
  @Rule("The pills come after the last task, so every candidate is checked.")
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 12; [2, 3, 5, 7, 11]",
        "2; 3; [2]",
        "-3; 3; [2]",
        "8; 11; []",
        "7; 7; []",
        "14; 20; [17, 19]",
      })
  void the_primes_among_a_few_candidates_are_found(long from, long to, String expected)
      throws Exception {
    assertThat(searched(threads(1, 2, 10, MillerRabin::isPrime), from, to))
        .as("the primes among the numbers from %d up to but not including %d", from, to)
        .hasToString(expected);
  }

  @ParameterizedTest(name = "the worker that checks {0} is held")
  @Order(3)
  @Rule("A result is complete only when all workers have finished. A result is sorted.")
  @ValueSource(longs = {2, 5, 11})
  void the_search_waits_for_every_worker(long held) throws Exception {
    PrimalitySpy asked = new PrimalitySpy(held);
    WatchedCall<List<Long>> call = start(threads(3, 1, 20, asked), 2, 12);
    try {
      call.until(asked::isHeld);
      assertThat(asked.isHeld() && call.returnsWhileHeld())
          .as("whether the search ended while the worker that checked %d was held", held)
          .withFailMessage(
              "\nExpected: the search waits for the worker that checked %d.\n"
                  + "Seen: it ended while that worker was held.",
              held)
          .isFalse();
    } finally {
      asked.release();
    }
    assertThat(call.result())
        .as("the primes from 2 to 11, when the worker that checked %d was the last", held)
        .containsExactly(2L, 3L, 5L, 7L, 11L);
    assertThat(asked.times().values())
        .as("how often each candidate from 2 to 11 was checked")
        .containsOnly(1)
        .hasSize(10);
  }

  @ParameterizedTest(name = "{0} workers")
  @Order(4)
  @Rule("All workers of a search work at the same time.")
  @ValueSource(ints = {3, 50})
  void the_workers_run_side_by_side(int workers) throws Exception {
    CountDownLatch allAsk = new CountDownLatch(workers);
    LongPredicate isPrime =
        n -> {
          allAsk.countDown();
          Uninterruptibly.await(allAsk);
          return MillerRabin.isPrime(n);
        };
    WatchedCall<List<Long>> call = start(threads(workers, 1, 500, isPrime), 0, 200);
    try {
      assertThat(call.result())
          .as("the primes among the numbers from 0 to 199, searched by %d workers", workers)
          .hasSize(46);
    } catch (CheckFailedError hang) {
      throw new CheckFailedError(
          "Each worker was held at its first candidate until "
              + workers
              + " workers had a candidate.\n"
              + hang.failure().how(),
          workers + " workers work at the same time.",
          (workers - allAsk.getCount()) + " of " + workers + " workers had a candidate.");
    }
  }

  @ParameterizedTest(name = "{0} workers")
  @Order(5)
  @Rule(
      "Collect while you feed; otherwise, when both queues are full, the feeder waits for the"
          + " workers, and they wait for the collector, forever.")
  @ValueSource(ints = {1, 2, 5})
  void full_queues_do_not_stop_the_search(int workers) throws Exception {
    try {
      assertThat(start(threads(workers, 1, 1, MillerRabin::isPrime), 0, 100).result())
          .as("the primes below 100, with room for one message in the task queue")
          .hasSize(25);
    } catch (CheckFailedError hang) {
      throw hang.after("The search has capacity 1, and there are 25 primes below 100.");
    }
  }

  @ParameterizedTest(name = "{0} candidates in a message, room for {1} messages")
  @Order(6)
  @Rule("Give the queue a bound: when it is full, the feeder waits, and memory does not fill up.")
  @CsvSource({"5, 3", "1, 2000", "2000, 2"})
  void the_feeder_waits_when_the_queue_is_full(int chunk, int capacity) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    LongPredicate isPrime =
        n -> {
          Uninterruptibly.await(release);
          return MillerRabin.isPrime(n);
        };
    CountedCandidates candidates = new CountedCandidates(0, 10_000);
    QueueSearch search = threads(2, chunk, capacity, isPrime);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.search(candidates));
    int taken;
    try {
      call.returnsWhileHeld();
      taken = candidates.taken.get();
    } finally {
      release.countDown();
    }
    assertThat(taken)
        .as(
            "how many of 10,000 candidates were taken while 2 workers were held at their first"
                + " candidate, with %d candidates in a message and room for %d messages",
            chunk, capacity)
        .isBetween(chunk * (capacity + 2), chunk * (capacity + 2 + 2));
    assertThat(call.result()).as("the primes below 10,000").hasSize(1_229).isSorted();
    assertThat(candidates.readers)
        .as("the threads of a search that called nextLong() or hasNext() of the candidates")
        .hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @Order(7)
  @Rule("A failure in another thread reaches the caller, and no thread is left behind.")
  @ValueSource(
      strings = {
        "one worker fails",
        "each worker fails",
        "nextLong() of the candidates fails",
        "nextLong() of the candidates throws an error",
        "hasNext() of the candidates fails"
      })
  void a_failure_reaches_the_caller(String who) throws Exception {
    IllegalStateException undecided =
        new IllegalStateException("cannot be decided", new ArithmeticException("its cause"));
    AtomicInteger asked = new AtomicInteger();
    LongPredicate isPrime =
        n -> {
          int times = asked.incrementAndGet();
          if (who.startsWith("each worker") || who.startsWith("one worker") && times == 5) {
            throw undecided;
          }
          return MillerRabin.isPrime(n);
        };
    CountedCandidates candidates = new CountedCandidates(0, 10_000);
    Throwable thrown = who.contains("error") ? new StackOverflowError("unreadable") : undecided;
    if (who.contains("candidates")) {
      candidates.failingAfter(20, who.startsWith("hasNext") ? "hasNext" : "nextLong", thrown);
    }
    QueueSearch search = threads(2, 1, 1, isPrime);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.search(candidates));
    String how = "a search with room for one message in the task queue, where " + who;
    assertThatThrownBy(call::result, how).isInstanceOf(IllegalStateException.class);
    Throwable cause = catchThrowable(call::result).getCause();
    assertThat(cause)
        .as("the cause of what was thrown by %s", how)
        .withFailMessage(
            "\nExpected: the cause is the object that a worker or the candidates threw, %s.\n"
                + "Seen: %s.",
            thrown, cause == null ? "there is no cause" : "the cause is another object, " + cause)
        .isSameAs(thrown);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(8)
  @Rule(
      "When its caller is interrupted, a search tells its threads to end, waits until they have"
          + " ended, and throws.")
  void an_interrupt_of_the_caller_ends_the_search() throws Exception {
    PrimalitySpy asked = new PrimalitySpy(0L, 1L);
    WatchedCall<List<Long>> call = start(threads(2, 1, 2, asked), 0, 10_000);
    try {
      call.until(asked::isHeld);
      call.returnsWhileHeld();
      for (int times = 1; times <= 3; times++) {
        call.interruptCaller();
        assertThat(call.returnsWhileHeld())
            .as("whether a search that was interrupted ended while its workers were held")
            .withFailMessage(
                "\nExpected: a search that is interrupted waits for its workers.\n"
                    + "Seen: after interrupt %d, it ended while they were held.",
                times)
            .isFalse();
      }
    } finally {
      asked.release();
    }
    assertThatThrownBy(call::result, "a search, interrupted while its workers were held")
        .isInstanceOf(InterruptedException.class);
    assertThat(asked.times().size())
        .as("how many candidates two workers checked, when their search was interrupted")
        .isEqualTo(2);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(9)
  @Rule("An invalid argument is rejected with a message that names the argument and its value.")
  void a_search_that_makes_no_sense_is_rejected() {
    for (int wrong : List.of(0, -1, -1_000_000)) {
      assertRejected(wrong, 10, 10, "workers");
      assertRejected(2, wrong, 10, "chunk");
      assertRejected(2, 10, wrong, "capacity");
    }
    assertThatIllegalArgumentException()
        .as("new QueueSearch(2, 10, 10, null)")
        .isThrownBy(() -> new QueueSearch(2, 10, 10, null))
        .withMessageContaining("factory");
    assertThatIllegalArgumentException()
        .as("search(null)")
        .isThrownBy(() -> threads(2, 10, 10, MillerRabin::isPrime).search(null))
        .withMessageContaining("candidates");
  }

  @ParameterizedTest(name = "{0} workers, {1} in a message, room for {2}")
  @Order(10)
  @Rule("The result is sorted, whatever the number of workers and the size of the messages.")
  @CsvSource({"1, 10, 1", "2, 10, 1", "2, 100, 10", "3, 7, 2", "7, 1000, 1", "4, 20000, 3"})
  void the_primes_do_not_depend_on_workers_or_queues(int workers, int chunk, int capacity)
      throws Exception {
    List<Long> primes =
        searched(
            threads(workers, chunk, capacity, TrialDivision::isPrime),
            NotebookRange.FROM,
            NotebookRange.FROM + 10_000);
    String how =
        String.format(
            "the primes in [100,000,000, 100,010,000), with %d workers, %d candidates in a message"
                + " and room for %d messages",
            workers, chunk, capacity);
    assertThat(primes.size())
        .as("the number of %s", how)
        .isEqualTo(NotebookRange.PRIMES_IN_FIRST_10_000);
    assertThat(primes.stream().mapToLong(p -> p).sum())
        .as("the sum of %s", how)
        .isEqualTo(NotebookRange.SUM_IN_FIRST_10_000);
    assertThat(primes).as(how).isSorted();
  }

  @Test
  @Order(11)
  @ProcessorTime(seconds = 60)
  @Rule("The notebook's range of a million numbers holds 54,208 primes.")
  void the_range_of_the_notebook_has_its_54208_primes() throws Exception {
    LongPredicate isPrime = Sieve.tableOf(NotebookRange.FROM, NotebookRange.TO);
    List<Long> primes =
        threads(2, 1_000, 10, isPrime)
            .search(LongStream.range(NotebookRange.FROM, NotebookRange.TO).iterator());
    assertThat(primes.size())
        .as("how many primes 2 workers found in [100,000,000, 101,000,000)")
        .isEqualTo(NotebookRange.PRIMES);
    assertThat(NotebookRange.sha256(primes.stream().mapToLong(p -> p).toArray()))
        .as("the SHA-256 of the primes that 2 workers found in [100,000,000, 101,000,000)")
        .isEqualTo(NotebookRange.SHA_256);
  }

  @Test
  @Order(12)
  @Rule("A search of any length needs little memory: it keeps no task that a worker has finished.")
  void a_task_that_was_answered_is_no_longer_in_memory() throws Exception {
    List<WeakReference<Task>> taken = new CopyOnWriteArrayList<>();
    CountDownLatch release = new CountDownLatch(1);
    QueueSearch search =
        new QueueSearch(1, 1, 1, (tasks, answers) -> () -> takeAll(tasks, answers, taken, release));
    WatchedCall<List<Long>> call = start(search, 0, 100);
    long kept;
    try {
      call.until(() -> taken.size() == 50);
      kept = stillInMemory(taken.subList(0, 40));
    } finally {
      release.countDown();
    }
    call.result();
    assertThat(kept)
        .as("how many of the first 40 tasks were in memory while the worker was held at task 50")
        .isZero();
  }

  /** A worker that notes its tasks without keeping them, and is held at task 50. */
  private static void takeAll(
      BlockingQueue<Task> tasks,
      BlockingQueue<Answer> answers,
      List<WeakReference<Task>> taken,
      CountDownLatch release) {
    try {
      for (Task task = tasks.take(); !task.isPill(); task = tasks.take()) {
        taken.add(new WeakReference<>(task));
        if (taken.size() == 50) {
          Uninterruptibly.await(release);
        }
      }
      answers.put(new Answer.Finished());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many objects are left when the garbage collector has looked for them, more than once. */
  private static long stillInMemory(List<WeakReference<Task>> references) {
    long kept = references.size();
    for (int attempt = 0; attempt < 5 && kept > 0; attempt++) {
      System.gc();
      kept = references.stream().filter(reference -> reference.get() != null).count();
    }
    return kept;
  }

  private static void assertRejected(int workers, int chunk, int capacity, String name) {
    assertThatIllegalArgumentException()
        .as("new QueueSearch(%d, %d, %d, factory)", workers, chunk, capacity)
        .isThrownBy(() -> threads(workers, chunk, capacity, MillerRabin::isPrime))
        .withMessageContainingAll(
            name, Integer.toString(Math.min(workers, Math.min(chunk, capacity))));
  }

  /** A search by threads of this process. */
  private static QueueSearch threads(int workers, int chunk, int capacity, LongPredicate isPrime) {
    return new QueueSearch(
        workers, chunk, capacity, (tasks, answers) -> new Worker(tasks, answers, isPrime));
  }

  private static List<Long> searched(QueueSearch search, long from, long to) throws Exception {
    return start(search, from, to).result();
  }

  private static WatchedCall<List<Long>> start(QueueSearch search, long from, long to) {
    return WatchedCall.start(() -> search.search(LongStream.range(from, to).iterator()));
  }
}
