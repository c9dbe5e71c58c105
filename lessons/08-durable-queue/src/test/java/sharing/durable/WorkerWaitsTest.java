package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.TestQueue;
import sharing.durable.helpers.Workers;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.interleaver.SkippedPauses;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.threads.WatchedCall;

/** A worker that has nothing to do while other workers are busy. */
@Order(3)
@DisplayName("A worker process")
class WorkerWaitsTest {
  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  /** A poll is about four commands, so these are more than a thousand polls. */
  private static final int MANY = 5_000;

  private static final Chunk FIRST = new Chunk(100, 110);

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
  @Rule(
      "A worker must not stop when nothing is unread: a worker with a pending entry may still die.")
  void a_worker_stays_until_nothing_is_pending() throws Exception {
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    WatchedCall<Void> call =
        Workers.start(WorkerProcess::work, test, PATIENT, MillerRabin::isPrime);
    Workers.awaitLooks(test, call, 10);
    assertThat(call.caller().isAlive())
        .as("work(), while the last entry is pending with another worker")
        .withFailMessage(
            "\nExpected: a worker waits while the last entry is with another worker.\n"
                + "Seen: it ended.")
        .isTrue();
    test.isLongWith("a dead worker", id, 1);
    Workers.resultOf(test, call);
    try (RedisClient redis = Connections.pool(test.redis())) {
      assertThat(new ChunkQueue(redis, test.keys()).results())
          .as("results(), after the worker that had the last entry died")
          .isEqualTo(Map.of(FIRST, List.of(101L, 103L, 107L, 109L)));
    }
  }

  @Test
  @Order(2)
  @Rule("A worker that waits for others ends when they have finished.")
  void a_worker_ends_when_another_has_finished_the_last_entry() throws Exception {
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    WatchedCall<Void> call =
        Workers.start(WorkerProcess::work, test, PATIENT, MillerRabin::isPrime);
    Workers.awaitLooks(test, call, 10);
    test.acknowledge(id);
    Workers.resultOf(test, call);
  }

  @Test
  @Order(3)
  @Rule(
      "An entry may go from one slow worker to another; a waiting worker stays until the entry is"
          + " finished.")
  void a_worker_stays_longer_than_the_idle_limit() throws Exception {
    Limits limits = new Limits(Duration.ofMillis(200), 1_000_000, 0);
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    try (RedisProxy proxy =
        new RedisProxy(
            test.redis(),
            command -> command.name().matches("XPENDING|.*CLAIM|EVAL.*|FCALL.*"),
            (number, command) -> {
              if (number <= 40) {
                test.giveTo("another living worker", id);
              }
              return RedisProxy.Reaction.FORWARD;
            })) {
      WatchedCall<Void> call =
          WatchedCall.start(
              "worker",
              () -> {
                WorkerProcess.work(
                    new WorkerArguments(proxy.uri(), test.keys(), limits), MillerRabin::isPrime);
                return null;
              });
      call.until(() -> proxy.commands() > 40 || !call.caller().isAlive(), proxy::commands);
      Workers.throwIfEnded(call);
      boolean isOver = !call.caller().isAlive() && test.pending() > 0;
      assertThat(isOver)
          .as(
              "whether work() has ended, while the last entry is with one living worker after"
                  + " another")
          .withFailMessage(
              "\nExpected: a worker waits as long as the last entry is with another worker.\n"
                  + "Seen: it ended after it had asked for entries %d times.",
              proxy.commands())
          .isFalse();
      Workers.resultOf(test, call);
    }
  }

  /**
   * A worker whose pauses take no time. This class is loaded again, so its arguments must be
   * objects of classes of the JDK.
   */
  static final class Hurried implements Callable<Void> {
    private final URI redis;
    private final String search;

    Hurried(URI redis, String search) {
      this.redis = redis;
      this.search = search;
    }

    @Override
    public Void call() throws InterruptedException {
      WorkerProcess.work(
          new WorkerArguments(redis, new Keys(search), PATIENT), MillerRabin::isPrime);
      return null;
    }
  }

  @Test
  @Order(4)
  @Rule("A worker polls until the queue is finished, however often it has found nothing to do.")
  void a_worker_never_gives_up() throws Exception {
    test.make(FIRST);
    String id = test.deliverTo("a living worker");
    WatchedCall<Void> call =
        WatchedCall.start(
            "worker", SkippedPauses.of(Hurried.class, test.redis(), test.keys().search()));
    Workers.awaitLooks(test, call, MANY);
    assertThat(call.caller().isAlive())
        .as("work(), whose pauses take no time, while the last entry is with another worker")
        .withFailMessage(
            "\nExpected: a worker waits as long as the last entry is with another worker.\n"
                + "Seen: it gave up after a number of tries, or after some time.")
        .isTrue();
    test.acknowledge(id);
    Workers.resultOf(test, call);
  }

  @Test
  @Order(5)
  @Rule("A worker that waits for others can be interrupted: it stops, and closes its connections.")
  void an_interrupt_ends_a_worker_that_waits() throws Exception {
    int left =
        test.server()
            .connectionsLeftBy(
                () -> {
                  test.delete();
                  test.make(FIRST);
                  test.deliverTo("a living worker");
                  WatchedCall<Void> call =
                      Workers.start(WorkerProcess::work, test, PATIENT, MillerRabin::isPrime);
                  Workers.awaitLooks(test, call, 10);
                  call.interruptCaller();
                  assertThatThrownBy(
                          () -> Workers.resultOf(test, call),
                          "work(), interrupted while the last entry is with another worker")
                      .isInstanceOf(InterruptedException.class);
                });
    assertThat(left)
        .as("how many connections are open after a work() that was interrupted")
        .isZero();
  }

  @ParameterizedTest(name = "the queue is {0}")
  @Order(6)
  @Rule("A queue that is lost while a worker waits is an error: nobody will ever finish it.")
  @ValueSource(strings = {"deleted", "replaced by a text"})
  void a_queue_lost_while_a_worker_waits_is_an_error(String how) throws Exception {
    test.make(FIRST);
    test.deliverTo("a living worker");
    WatchedCall<Void> call =
        Workers.start(WorkerProcess::work, test, PATIENT, MillerRabin::isPrime);
    Workers.awaitLooks(test, call, 10);
    test.delete();
    if (!how.equals("deleted")) {
      test.server().ask("SET", test.keys().queue(), "text", "EX", "60");
    }
    assertThatThrownBy(
            () -> Workers.resultOf(test, call),
            "work(), whose queue is %s while it waits for another worker",
            how)
        .isInstanceOf(JedisException.class);
  }
}
