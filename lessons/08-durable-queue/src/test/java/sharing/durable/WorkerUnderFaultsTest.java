package sharing.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import sharing.durable.helpers.TestQueue;
import sharing.durable.helpers.Workers;
import sharing.testkit.Rule;
import sharing.testkit.fixtures.MillerRabin;
import sharing.testkit.redis.EachCommand;
import sharing.testkit.redis.EachCommand.Line;

/** A worker that is killed, refused or overtaken between two of its commands. */
@Order(3)
@DisplayName("A worker process")
class WorkerUnderFaultsTest {
  /** A slow worker is not treated as dead. */
  private static final Limits PATIENT = new Limits(Duration.ofMinutes(10), 3, 0);

  /** A slow worker is treated as dead, and nothing is set aside. */
  private static final Limits HASTY = new Limits(Duration.ofMillis(1), 1_000_000, 0);

  private static final Chunk FIRST = new Chunk(100, 110);
  private static final Chunk SECOND = new Chunk(110, 120);
  private static final Map<Chunk, List<Long>> ALL_PRIMES =
      Map.of(FIRST, List.of(101L, 103L, 107L, 109L), SECOND, List.of(113L));

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
  @Rule("A worker may be killed at any moment: another worker finishes what it leaves.")
  void a_worker_killed_between_any_two_commands_loses_nothing() throws Exception {
    EachCommand.breaks(
        test.redis(),
        line -> {
          test.make(FIRST, SECOND);
          workAndFail(line, HASTY);
          Workers.resultOf(
              test, Workers.start(WorkerProcess::work, test, HASTY, MillerRabin::isPrime));
          String when =
              line.hasHappened()
                  ? "after one worker was killed before it sent " + line.command()
                  : "after one worker called work()";
          assertAllPrimes(when + ", and another one called work()");
          test.delete();
        });
  }

  @Test
  @Order(2)
  @Rule("A worker whose command was refused has not done its work: it must end with an error.")
  void a_refused_command_is_an_error() throws Exception {
    EachCommand.isRefused(
        test.redis(),
        line -> {
          test.make(FIRST, SECOND);
          boolean hasThrown = workAndFail(line, PATIENT);
          String when = "when the server refuses " + line.command();
          assertThat(hasThrown)
              .as("whether work() throws a JedisException, " + when)
              .withFailMessage(
                  line.hasHappened()
                      ? "\nExpected: work() throws a JedisException, %s.\nSeen: it returned."
                      : "\nExpected: work() returns, %s.\nSeen: it threw a JedisException.",
                  when)
              .isEqualTo(line.hasHappened());
          test.delete();
        });
  }

  @Test
  @Order(3)
  @Rule("A queue that is lost between any two commands of a worker is an error.")
  void a_queue_lost_between_any_two_commands_is_an_error() throws Exception {
    AtomicBoolean isFinished = new AtomicBoolean();
    EachCommand.comesAfter(
        test.redis(),
        () -> {
          isFinished.set(test.isFinished());
          test.delete();
        },
        line -> {
          test.make(FIRST, SECOND);
          boolean hasThrown = workAndFail(line, PATIENT);
          if (line.hasHappened() && !isFinished.get()) {
            String when = "when the queue is deleted just before work() sends " + line.command();
            assertThat(hasThrown)
                .as("whether work() throws a JedisException, " + when)
                .withFailMessage(
                    "\nExpected: work() throws a JedisException, %s.\nSeen: it returned.", when)
                .isTrue();
          }
          test.delete();
        });
  }

  @Test
  @Order(4)
  @Rule("Another worker may finish everything at any moment; that must do no harm.")
  void another_worker_may_finish_everything_at_any_moment() throws Exception {
    EachCommand.comesAfter(
        test.redis(),
        () -> WorkerProcess.work(arguments(test.redis(), HASTY), MillerRabin::isPrime),
        line -> {
          test.make(FIRST, SECOND);
          try {
            WorkerProcess.work(arguments(line.uri(), HASTY), MillerRabin::isPrime);
          } catch (JedisException e) {
            if (!(e.getCause() instanceof SocketTimeoutException)) {
              throw e;
            }
            // On a busy machine, the other worker may take longer than Jedis waits.
          }
          String when =
              line.hasHappened()
                  ? "after one worker finished all entries just before another one sent "
                      + line.command()
                  : "after one worker called work()";
          assertAllPrimes(when);
          assertThat(test.pending()).as("how many entries are pending, " + when).isZero();
          test.delete();
        });
  }

  private WorkerArguments arguments(URI redis, Limits limits) {
    return new WorkerArguments(redis, test.keys(), limits);
  }

  /** Returns whether work() threw a JedisException. */
  private boolean workAndFail(Line line, Limits limits) throws Exception {
    try {
      WorkerProcess.work(
          new WorkerArguments(line.uri(), test.keys(), limits), MillerRabin::isPrime);
      return false;
    } catch (JedisException e) {
      return true;
    }
  }

  private void assertAllPrimes(String when) {
    try (RedisClient redis = Connections.pool(test.redis())) {
      assertThat(new ChunkQueue(redis, test.keys()).results())
          .as("results(), " + when)
          .isEqualTo(ALL_PRIMES);
    }
  }
}
