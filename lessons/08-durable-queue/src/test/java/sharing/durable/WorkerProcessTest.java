package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.common.ChildJvms;
import sharing.durable.helpers.TestQueue;
import sharing.durable.helpers.Workers;
import sharing.testkit.PrimalitySpy;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.interleaver.StoppedClock;
import sharing.testkit.threads.WatchedCall;

@Order(3)
@DisplayName("A worker process")
class WorkerProcessTest {
  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  /** A slow worker is treated as dead, and nothing is set aside. */
  private static final Limits HASTY = new Limits(Duration.ofMillis(1), 1_000_000, 0);

  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
  private static final Chunk THIRD = new Chunk(120, 128);
  private static final URI NOWHERE = URI.create("redis://127.0.0.1:1");

  private TestQueue test;

  @BeforeEach
  void connect() throws Exception {
    test = new TestQueue();
  }

  @AfterEach
  void clean() throws Exception {
    test.close();
  }

  @Test
  @Order(1)
  @Rule("A worker takes entry after entry, and tests each number exactly once.")
  void a_worker_finishes_all_entries() throws Exception {
    test.make(FIRST, SECOND, THIRD);
    PrimalitySpy asked = new PrimalitySpy();
    work(PATIENT, asked);
    Map<Long, Integer> wrong = new TreeMap<>(asked.times());
    LongStream.range(100, 128).forEach(n -> wrong.putIfAbsent(n, 0));
    wrong.entrySet().removeIf(n -> n.getValue() == (100 <= n.getKey() && n.getKey() < 128 ? 1 : 0));
    assertThat(wrong)
        .as("how often work() called isPrime for each number of three chunks, 100 to 127")
        .withFailMessage(
            "\nExpected: once for each number from 100 to 127, and for no other.\n"
                + "Seen: these counts are wrong (number=calls): %s.",
            wrong)
        .isEmpty();
    assertAllPrimesOf("results(), after work() on three chunks", FIRST, SECOND, THIRD);
  }

  @Test
  @Order(2)
  @Rule("While a worker searches an entry, that entry is pending, and no other one is.")
  void only_the_entry_being_searched_is_pending() throws Exception {
    test.make(FIRST, SECOND, THIRD);
    List<Integer> pending = new ArrayList<>();
    work(
        PATIENT,
        n -> {
          if (n % 10 == 5) {
            pending.add(unchecked(test::pending));
          }
          return MillerRabin.isPrime(n);
        });
    assertThat(pending)
        .as("how many entries were pending, in the middle of the work on each of three chunks")
        .containsExactly(1, 1, 1);
  }

  @Test
  @Order(3)
  @Rule("A queue without entries is finished, so its worker ends immediately.")
  void a_worker_ends_when_the_queue_is_empty() throws Exception {
    test.make();
    work(PATIENT, MillerRabin::isPrime);
  }

  @Test
  @Order(4)
  @Rule("A worker also finishes the entries of a dead worker.")
  void entries_of_a_dead_worker_are_finished() throws Exception {
    test.make(FIRST, SECOND);
    test.lose();
    work(PATIENT, MillerRabin::isPrime);
    assertAllPrimesOf(
        "results(), after work() on two chunks, one of which a dead worker had taken",
        FIRST,
        SECOND);
  }

  @Test
  @Order(5)
  @Rule("An entry that kills every worker is set aside, and the entries behind it are finished.")
  void entries_behind_a_poisoned_one_are_finished() throws Exception {
    test.make(FIRST, SECOND);
    String id = test.deliverTo("a dead worker");
    test.isLongWith("a dead worker", id, PATIENT.deliveries());
    PrimalitySpy asked = new PrimalitySpy();
    work(PATIENT, asked);
    assertAllPrimesOf(
        "results(), after work() on two chunks, the first of which was delivered too often",
        SECOND);
    assertThat(asked.times().getOrDefault(105L, 0))
        .as(
            "how often work() called isPrime(105), a number of the chunk that was delivered too"
                + " often")
        .isZero();
  }

  @ParameterizedTest(name = "isPrime throws {0}")
  @Order(6)
  @Rule("A chunk that was not searched to its end is not finished.")
  @ValueSource(strings = {"an exception", "an error"})
  void an_entry_whose_search_fails_stays_pending(String what) throws Exception {
    test.make(FIRST, SECOND);
    assertThatThrownBy(
            () ->
                work(
                    PATIENT,
                    n -> {
                      if (n == 105) {
                        fail(what);
                      }
                      return MillerRabin.isPrime(n);
                    }),
            "work(), when isPrime throws %s in the first of two chunks",
            what)
        .hasMessageContaining("no more memory");
    String when = "after isPrime has thrown " + what + " in the first of two chunks";
    assertThat(test.pending()).as("how many entries are pending, " + when).isOne();
    assertAllPrimesOf("results(), " + when);
  }

  @Test
  @Order(7)
  @Rule("A missing queue or server is an error, not the end of the work.")
  void a_missing_queue_or_server_is_an_error() {
    assertThatThrownBy(() -> work(PATIENT, MillerRabin::isPrime), "work(), when there is no queue")
        .isInstanceOf(JedisException.class);
    WorkerArguments nowhere = new WorkerArguments(NOWHERE, test.keys(), PATIENT);
    assertThatThrownBy(
            () -> WorkerProcess.work(nowhere, MillerRabin::isPrime),
            "work(), when no server answers")
        .isInstanceOf(JedisException.class);
  }

  @Test
  @Order(8)
  @Rule("A queue that is lost during the search is an error, too.")
  void a_queue_lost_during_the_search_is_an_error() throws Exception {
    test.make(FIRST, SECOND);
    assertThatThrownBy(
            () ->
                work(
                    PATIENT,
                    n -> {
                      unchecked(
                          () -> {
                            test.delete();
                            return null;
                          });
                      return MillerRabin.isPrime(n);
                    }),
            "work(), when the queue is deleted during the search")
        .isInstanceOf(JedisException.class);
  }

  @Test
  @Order(9)
  @Rule("A connection that is not closed stays open as long as the process lives.")
  void no_connection_is_left() throws Exception {
    int left =
        test.server()
            .connectionsLeftBy(
                () -> {
                  test.delete();
                  test.make(FIRST);
                  work(PATIENT, MillerRabin::isPrime);
                  test.delete();
                  assertThatThrownBy(() -> work(PATIENT, MillerRabin::isPrime));
                });
    assertThat(left)
        .as("how many connections are open after one work() that ended and one that failed")
        .isZero();
    for (String what : List.of("an exception", "an error")) {
      int leftByFailure =
          test.server()
              .connectionsLeftBy(
                  () -> {
                    test.delete();
                    test.make(FIRST);
                    assertThatThrownBy(
                        () ->
                            work(
                                PATIENT,
                                n -> {
                                  fail(what);
                                  return false;
                                }));
                  });
      assertThat(leftByFailure)
          .as("how many connections are open after a work() whose isPrime threw " + what)
          .isZero();
    }
  }

  /** Fails as a test of a number may fail. */
  private static void fail(String what) {
    if (what.equals("an error")) {
      throw new LinkageError("no more memory");
    }
    throw new IllegalStateException("no more memory");
  }

  /** Workers. This class is loaded again, so its arguments must have types of the JDK. */
  static final class Working implements Callable<Void> {
    private final URI redis;
    private final String search;
    private final LongPredicate isPrime;

    Working(URI redis, String search, LongPredicate isPrime) {
      this.redis = redis;
      this.search = search;
      this.isPrime = isPrime;
    }

    @Override
    public Void call() throws InterruptedException {
      WorkerProcess.work(new WorkerArguments(redis, new Keys(search), PATIENT), isPrime);
      return null;
    }
  }

  @Test
  @Order(10)
  @Rule(
      "Each worker needs a name of its own: the group stores under this name which entries the"
          + " worker has. Two workers may start at the same moment.")
  void two_workers_have_two_names() throws Exception {
    test.make(FIRST, SECOND);
    PrimalitySpy asked = new PrimalitySpy(105L, 115L);
    Callable<Void> working =
        StoppedClock.of(Working.class, test.redis(), test.keys().search(), asked);
    WatchedCall<Void> one = WatchedCall.start("one worker", working);
    WatchedCall<Void> another = WatchedCall.start("another worker", working);
    try {
      one.until(() -> asked.isHeld() || !another.caller().isAlive());
      Workers.throwIfEnded(one);
      Workers.throwIfEnded(another);
      assertThat(test.workers()).as("the names in the group, while two workers work").hasSize(2);
    } finally {
      asked.release();
    }
    resultOf(one);
    resultOf(another);
    test.delete();
    test.make(FIRST);
    Set<String> names = new TreeSet<>(); // A worker may remove its name when it ends.
    LongPredicate looking =
        n -> {
          names.addAll(unchecked(test::workers));
          return MillerRabin.isPrime(n);
        };
    resultOf(
        WatchedCall.start(
            "one worker after the other",
            () -> {
              WorkerArguments arguments = new WorkerArguments(test.redis(), test.keys(), PATIENT);
              WorkerProcess.work(arguments, looking);
              test.add(SECOND);
              WorkerProcess.work(arguments, looking);
              return null;
            }));
    assertThat(names)
        .as("the names in the group, during two calls of work(), one after the other in one thread")
        .hasSize(2);
  }

  @Test
  @Order(11)
  @Rule("Numbers above 2,147,483,647 need a long, even during the search.")
  void large_numbers_are_searched() throws Exception {
    Chunk large = new Chunk(5_000_000_000L, 5_000_000_100L);
    test.make(large);
    work(PATIENT, MillerRabin::isPrime);
    assertAllPrimesOf("results(), after work() on the chunk 5000000000..5000000100", large);
  }

  @Test
  @Order(13)
  @Rule("A worker process needs its arguments and the server, and nothing else.")
  void two_processes_share_one_queue() throws Exception {
    assertThatThrownBy(() -> work(PATIENT, n -> true)).isInstanceOf(JedisException.class);
    Chunk[] chunks = Chunk.split(0, 1000, 100).toArray(Chunk[]::new);
    test.make(chunks);
    try (ChildJvms processes = new ChildJvms()) {
      String[] arguments = new WorkerArguments(test.redis(), test.keys(), PATIENT).toArray();
      processes.start(WorkerProcess.class, arguments);
      processes.start(WorkerProcess.class, arguments);
      processes.await();
    }
    assertAllPrimesOf(
        "results() of ten chunks, after two processes with the main class WorkerProcess have"
            + " ended",
        chunks);
  }

  @Test
  @Order(14)
  @Rule("A worker treated as dead may come back; recording its result again changes nothing.")
  void a_slow_worker_that_comes_back_does_no_harm() throws Exception {
    test.make(FIRST, SECOND);
    PrimalitySpy slow = new PrimalitySpy(105L);
    WatchedCall<Void> first = start(HASTY, slow);
    try {
      first.until(slow::isHeld);
      resultOf(start(HASTY, MillerRabin::isPrime));
      assertAllPrimesOf(
          "results(), after work() of one worker, while another one is paused", FIRST, SECOND);
    } finally {
      slow.release();
    }
    resultOf(first);
    assertAllPrimesOf("results(), after the paused worker has finished, too", FIRST, SECOND);
    assertThat(test.pending())
        .as("how many entries are pending, after both workers have ended")
        .isZero();
  }

  private WatchedCall<Void> start(Limits limits, LongPredicate isPrime) {
    return Workers.start(WorkerProcess::work, test, limits, isPrime);
  }

  private void work(Limits limits, LongPredicate isPrime) throws Exception {
    resultOf(start(limits, isPrime));
  }

  private void resultOf(WatchedCall<Void> call) throws Exception {
    Workers.resultOf(test, call);
  }

  private void assertAllPrimesOf(String what, Chunk... chunks) {
    Map<Chunk, List<Long>> expected =
        List.of(chunks).stream()
            .collect(
                Collectors.toMap(
                    chunk -> chunk,
                    chunk ->
                        LongStream.range(chunk.from(), chunk.to())
                            .filter(MillerRabin::isPrime)
                            .boxed()
                            .toList()));
    try (RedisClient redis = Connections.pool(test.redis())) {
      assertThat(new ChunkQueue(redis, test.keys()).results()).as(what).isEqualTo(expected);
    }
  }

  private interface Question<T> {
    T ask() throws Exception;
  }

  private static <T> T unchecked(Question<T> question) {
    try {
      return question.ask();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
