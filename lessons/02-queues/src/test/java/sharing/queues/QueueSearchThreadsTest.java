package sharing.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.queues.helpers.CountedCandidates;
import sharing.testkit.CheckFailedError;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.Uninterruptibly;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.interleaver.FreshClasses;
import sharing.testkit.interleaver.Interleaver;
import sharing.testkit.threads.WatchedCall;

/** What a search leaves behind, and how a later search goes. */
@Order(4)
@DisplayName("Feed, work, collect")
class QueueSearchThreadsTest {

  /** The candidate 2 can be read, and reading 3 fails. */
  static class FeederFails implements Interleaver.Call {
    private final AtomicInteger running = new AtomicInteger();
    private String seen = "";

    private void runWorker(Worker worker) {
      running.incrementAndGet();
      worker.run();
      running.decrementAndGet();
    }

    @Override
    public void call() throws InterruptedException {
      QueueSearch search =
          new QueueSearch(
              1,
              1,
              10,
              (tasks, answers) -> {
                Worker worker = new Worker(tasks, answers, n -> true);
                return () -> runWorker(worker);
              });
      CountedCandidates candidates =
          new CountedCandidates(2, 9)
              .failingAfter(1, "nextLong", new IllegalArgumentException("3 cannot be read"));
      try {
        seen = "it returned " + search.search(candidates);
      } catch (IllegalStateException e) {
        seen = "it threw an IllegalStateException with the cause " + e.getCause();
      }
      seen += running.get() == 0 ? ", and its worker had ended" : ", and its worker was running";
    }

    @Override
    public void check() {
      assertThat(seen)
          .as("what a search by one worker did, when reading the candidate 3 failed")
          .isEqualTo(
              "it threw an IllegalStateException with the cause java.lang.IllegalArgumentException:"
                  + " 3 cannot be read, and its worker had ended");
    }
  }

  /** The caller is interrupted before the search starts. */
  static class InterruptedBefore implements Interleaver.Call {
    private String seen = "";

    @Override
    public void call() {
      QueueSearch search =
          new QueueSearch(1, 2, 10, (tasks, answers) -> new Worker(tasks, answers, n -> true));
      Thread.currentThread().interrupt();
      try {
        seen = "it returned " + search.search(LongStream.range(2, 4).iterator());
      } catch (InterruptedException e) {
        seen = "it threw an InterruptedException";
      }
    }

    @Override
    public void check() {
      assertThat(seen)
          .as("what a search did when its caller was interrupted before the call")
          .isEqualTo("it threw an InterruptedException");
    }
  }

  @Test
  @Order(1)
  @Rule("Candidates may come in any order, and more than once.")
  void candidates_may_come_in_any_order_and_twice() throws Exception {
    QueueSearch search = threads(1, 3, 10, MillerRabin::isPrime);
    WatchedCall<List<Long>> call =
        WatchedCall.start(() -> search.search(LongStream.of(11, 2, 9, 3, 2).iterator()));
    assertThat(call.result())
        .as("the primes among 11, 2, 9, 3 and 2")
        .containsExactly(2L, 2L, 3L, 11L);
    long[] far = {4_294_967_311L, 2, 9_223_372_036_854_775_783L, 2_147_483_659L, 4_294_967_291L};
    WatchedCall<List<Long>> another =
        WatchedCall.start(() -> search.search(LongStream.of(far).iterator()));
    assertThat(another.result())
        .as("the primes among %s", Arrays.toString(far))
        .containsExactly(
            2L, 2_147_483_659L, 4_294_967_291L, 4_294_967_311L, 9_223_372_036_854_775_783L);
  }

  @Test
  @Order(2)
  @Rule(
      "Each search runs new workers, each in its own thread, and every task except the last one is"
          + " full.")
  void each_thread_has_a_worker_of_its_own() throws Exception {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Queue<String> runTwice = new ConcurrentLinkedQueue<>();
    Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    WorkerFactory factory =
        (tasks, answers) -> {
          int number = made.incrementAndGet();
          AtomicInteger runsOfThis = new AtomicInteger();
          return () -> {
            runs.incrementAndGet();
            if (runsOfThis.incrementAndGet() > 1) {
              runTwice.add("worker " + number);
            }
            try {
              for (Task task = tasks.take(); !task.isPill(); task = tasks.take()) {
                sizes.add(task.candidates().length);
              }
              answers.put(new Answer.Finished());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
        };
    QueueSearch search = new QueueSearch(2, 5, 10, factory);
    assertThat(made.get()).as("how many workers new QueueSearch(2, 5, 10, factory) makes").isZero();
    start(search, 0, 12).result();
    start(search, 0, 12).result();
    assertThat(runTwice).as("the workers that were run more than once, in two searches").isEmpty();
    assertThat(runs.get())
        .as("how many workers were run, in two searches with 2 workers each")
        .isEqualTo(4);
    assertThat(sizes.stream().sorted())
        .as("the sizes of the tasks, in two searches among 12 candidates, with 5 in a task")
        .containsExactly(2, 2, 5, 5, 5, 5);
  }

  @Test
  @Order(3)
  @Rule("Two searches share no queue, even if one object runs both.")
  void two_searches_of_one_object_do_not_mix() throws Exception {
    PrimalitySpy asked = new PrimalitySpy(2L);
    QueueSearch search = threads(1, 1, 3, asked);
    String how = "One object ran two searches at the same time; the first one was held.";
    WatchedCall<List<Long>> first = start(search, 2, 12);
    WatchedCall<List<Long>> second;
    try {
      first.until(asked::isHeld);
      second = start(search, 12, 20);
      second.returnsWhileHeld(); // Or waits until the first one has ended.
    } finally {
      asked.release();
    }
    try {
      assertThat(second.result())
          .as("%s The primes from 12 to 19, found by the second one", how)
          .containsExactly(13L, 17L, 19L);
      assertThat(first.result())
          .as("%s The primes from 2 to 11, found by the first one", how)
          .containsExactly(2L, 3L, 5L, 7L, 11L);
    } catch (CheckFailedError hang) {
      throw hang.after(how);
    }
  }

  @Test
  @Order(4)
  @Rule("A search that failed or was interrupted leaves nothing behind for the next search.")
  void one_object_searches_again_and_again() throws Exception {
    PrimalitySpy asked = new PrimalitySpy(1_000L);
    QueueSearch search = threads(2, 1, 1, asked);
    assertFindsAll(search, "the first search of an object");
    WatchedCall<List<Long>> failing =
        WatchedCall.start(
            () ->
                search.search(
                    new CountedCandidates(0, 100)
                        .failingAfter(20, "nextLong", new IllegalArgumentException("no more"))));
    assertThatThrownBy(failing::result, "a search whose candidates fail after 20 numbers")
        .isInstanceOf(IllegalStateException.class);
    assertFindsAll(search, "the search after one that failed");
    WatchedCall<List<Long>> interrupted = start(search, 1_000, 2_000);
    try {
      interrupted.until(asked::isHeld);
      interrupted.returnsWhileHeld();
      interrupted.interruptCaller();
    } finally {
      asked.release();
    }
    assertThatThrownBy(interrupted::result, "a search that was interrupted")
        .isInstanceOf(InterruptedException.class);
    assertFindsAll(search, "the search after one that was interrupted");
  }

  private static void assertFindsAll(QueueSearch search, String which) throws Exception {
    try {
      assertThat(start(search, 2, 12).result())
          .as("the primes from 2 to 11, found by %s", which)
          .containsExactly(2L, 3L, 5L, 7L, 11L);
    } catch (CheckFailedError hang) {
      throw hang.after("This was " + which + ".");
    }
  }

  @Test
  @Order(5)
  @Rule("A search returns only when all its threads have ended.")
  void a_search_waits_until_its_threads_have_ended() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    QueueSearch search =
        new QueueSearch(
            2,
            1,
            10,
            (tasks, answers) -> {
              Worker worker = new Worker(tasks, answers, MillerRabin::isPrime);
              return () -> {
                worker.run();
                Uninterruptibly.await(release);
              };
            });
    WatchedCall<List<Long>> call = start(search, 2, 12);
    try {
      assertThat(call.returnsWhileHeld())
          .as("whether a search ended while the threads of its workers were held")
          .withFailMessage(
              "\nExpected: a search waits until the threads of its workers have ended.\n"
                  + "Seen: it ended while they were held after their last answer.")
          .isFalse();
    } finally {
      release.countDown();
    }
    assertThat(call.result()).as("the primes from 2 to 11").containsExactly(2L, 3L, 5L, 7L, 11L);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(10)
  @Rule("A pool that waits for more work is left behind, even if all searches share it.")
  void the_first_search_leaves_no_thread() throws Exception {
    WatchedCall<List<Long>> call = WatchedCall.start(FreshClasses.of(FirstSearch.class));
    assertThat(call.result()).as("the primes from 2 to 11").containsExactly(2L, 3L, 5L, 7L, 11L);
    call.assertNoThreadLeft();
  }

  /** A search that no other search has come before: what all searches share, it makes itself. */
  static class FirstSearch implements Callable<List<Long>> {
    @Override
    public List<Long> call() throws InterruptedException {
      return new QueueSearch(
              2, 3, 2, (tasks, answers) -> new Worker(tasks, answers, MillerRabin::isPrime))
          .search(LongStream.range(2, 12).iterator());
    }
  }

  @Test
  @Order(6)
  @Rule("When one worker fails, the search still waits until the other workers have ended.")
  void after_a_failure_the_search_waits_for_its_threads() throws Exception {
    CountDownLatch zeroIsAsked = new CountDownLatch(1);
    PrimalitySpy asked = new PrimalitySpy(0L);
    LongPredicate isPrime =
        n -> {
          if (n == 0) {
            zeroIsAsked.countDown();
          } else if (n == 1) {
            Uninterruptibly.await(zeroIsAsked);
            throw new ArithmeticException("1 cannot be decided");
          }
          return asked.test(n);
        };
    WatchedCall<List<Long>> call = start(threads(2, 1, 10, isPrime), 0, 12);
    try {
      call.until(asked::isHeld);
      assertThat(call.returnsWhileHeld())
          .as("whether a search ended while one worker was held, after the other one had failed")
          .withFailMessage(
              "\nExpected: a search whose worker has failed waits for the other worker.\n"
                  + "Seen: it ended while the other worker was held.")
          .isFalse();
    } finally {
      asked.release();
    }
    assertThatThrownBy(call::result, "a search in which isPrime(1) throws")
        .isInstanceOf(IllegalStateException.class);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(7)
  @Rule("When one worker fails, the search still waits until no thread reads the candidates.")
  void after_a_failure_the_search_waits_for_the_reader_of_the_candidates() throws Exception {
    CountedCandidates candidates = new CountedCandidates(0, 100).holdingAfter(1);
    LongPredicate isPrime =
        n -> {
          candidates.awaitHeld(); // Otherwise the search may end before another number is read.
          throw new ArithmeticException(n + " cannot be decided");
        };
    QueueSearch search = threads(1, 1, 10, isPrime);
    WatchedCall<List<Long>> call = WatchedCall.start(() -> search.search(candidates));
    try {
      call.until(candidates::isHeld);
      assertThat(call.returnsWhileHeld())
          .as("whether a search ended while the thread that reads the candidates was held")
          .withFailMessage(
              "\nExpected: a search whose worker has failed waits for the thread that reads the"
                  + " candidates.\n"
                  + "Seen: it ended while that thread was held in nextLong().")
          .isFalse();
    } finally {
      candidates.release();
    }
    assertThatThrownBy(call::result, "a search in which isPrime throws")
        .isInstanceOf(IllegalStateException.class);
    call.assertNoThreadLeft();
  }

  @Test
  @Order(8)
  @Rule("Even a failure before the search has started leaves no thread behind.")
  void a_factory_that_fails_leaves_no_thread() throws Exception {
    AtomicInteger made = new AtomicInteger();
    QueueSearch search =
        new QueueSearch(
            3,
            1,
            1,
            (tasks, answers) -> {
              if (made.incrementAndGet() == 2) {
                throw new ArithmeticException("no more than one worker can be made");
              }
              return new Worker(tasks, answers, MillerRabin::isPrime);
            });
    WatchedCall<List<Long>> call = start(search, 0, 100);
    Throwable thrown = catchThrowable(call::result);
    if (thrown instanceof CheckFailedError hang) {
      throw hang.after("The factory threw an exception when it was asked for the second worker.");
    }
    assertThat(thrown)
        .as("what a search throws if its factory throws for the second of 3 workers")
        .isNotNull();
    call.assertNoThreadLeft();
    assertFindsAll(search, "the search after one whose factory failed");
  }

  @Test
  @Order(9)
  @Rule("Report a failure instead of sending the pills; otherwise the result may look complete.")
  void no_pause_hides_a_failure_of_the_candidates() throws Exception {
    Interleaver.assertCallHolds(FeederFails.class);
  }

  @Test
  @Order(10)
  @Rule(
      "If the caller was interrupted before the call, the search throws, even if the answers come"
          + " very fast.")
  void no_pause_hides_an_earlier_interrupt() throws Exception {
    Interleaver.assertCallHolds(InterruptedBefore.class);
  }

  /** A search by threads of this process. */
  private static QueueSearch threads(int workers, int chunk, int capacity, LongPredicate isPrime) {
    return new QueueSearch(
        workers, chunk, capacity, (tasks, answers) -> new Worker(tasks, answers, isPrime));
  }

  private static WatchedCall<List<Long>> start(QueueSearch search, long from, long to) {
    return WatchedCall.start(() -> search.search(LongStream.range(from, to).iterator()));
  }
}
