package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import sharing.common.DivisorRange;
import sharing.testkit.Rule;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;

@Order(3)
@DisplayName("A worker process")
class WorkerProcessTest {
  /** The commands that read or write a key. */
  private static final String READ_OR_WRITE =
      "get|set|getset|getex|getdel|getrange|substr|strlen|exists|mget|setex|psetex|del|expire";

  private static final long PRIME = 1_000_000_000_039L;
  private static final DivisorRange SOME = new DivisorRange(3, 10_001);

  private final String key = "test:flag:" + UUID.randomUUID();
  private URI redis;
  private RedisInspector server;

  @BeforeEach
  void lowerFlag() throws Exception {
    redis = RedisServer.shared();
    server = new RedisInspector(redis);
    server.ask("SET", key, "0", "EX", "60");
  }

  @AfterEach
  void clean() throws Exception {
    server.ask("DEL", key);
    server.close();
  }

  @Test
  @Order(1)
  @Rule(
      "A worker uses the flag that its arguments name; only the process that created the flag"
          + " deletes it.")
  void a_worker_that_finds_a_divisor_raises_its_flag() throws Exception {
    WorkerProcess.work(arguments(667, new DivisorRange(3, 25), 1000));
    assertThat(server.ask("GET", key))
        .as(
            "the server's answer to GET for the flag's key, after work() with 667 = 23 x 29 and [3,"
                + " 25]")
        .isEqualTo("1");
  }

  @Test
  @Order(2)
  @Rule("A worker checks the flag in the server once for every checkEvery divisors.")
  void the_server_counts_one_check_per_checkEvery_divisors() throws Exception {
    long before = server.uses(READ_OR_WRITE);
    WorkerProcess.work(arguments(PRIME, SOME, 500));
    long sent = server.uses(READ_OR_WRITE) - before;
    long[] ofChecks = commandsOfTwoChecks();
    assertThat(sent)
        .as(
            "how many commands work() sent for 5,000 divisors, with checkEvery = 500, when"
                + " isRaised() sends %d",
            ofChecks[1])
        .isBetween(10 * ofChecks[1], ofChecks[0] + 11 * ofChecks[1]);
    assertThat(server.ask("GET", key))
        .as(
            "the server's answer to GET for the flag's key, after a call of work() that found no"
                + " divisor")
        .isEqualTo("0");
  }

  @Test
  @Order(3)
  @Rule("A divisor that another worker has found is enough: stop.")
  void a_flag_that_is_raised_ends_the_worker() throws Exception {
    server.ask("SET", key, "1");
    long before = server.uses(READ_OR_WRITE);
    WorkerProcess.work(arguments(PRIME, SOME, 500));
    long sent = server.uses(READ_OR_WRITE) - before;
    long[] ofChecks = commandsOfTwoChecks();
    assertThat(sent)
        .as(
            "how many commands work() sent with a raised flag, when isRaised() sends %d",
            ofChecks[1])
        .isBetween(ofChecks[1], ofChecks[0] + ofChecks[1]);
  }

  /** How many commands the first check of an object sends, and how many the next one sends. */
  private long[] commandsOfTwoChecks() throws Exception {
    try (RedisFlag flag = RedisFlag.open(redis, key)) {
      long before = server.uses(READ_OR_WRITE);
      flag.isRaised();
      long between = server.uses(READ_OR_WRITE);
      flag.isRaised();
      return new long[] {between - before, server.uses(READ_OR_WRITE) - between};
    }
  }

  @Test
  @Order(4)
  @Rule("A worker that cannot read or raise its flag has not finished.")
  void a_flag_that_is_gone_is_an_error() throws Exception {
    server.ask("DEL", key);
    assertThatThrownBy(
            () -> WorkerProcess.work(arguments(PRIME, SOME, 500)),
            "a call of work() that finds no divisor, after the flag's key was deleted")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key);
    assertThatThrownBy(
            () -> WorkerProcess.work(arguments(667, new DivisorRange(3, 25), 1000)),
            "a call of work() that finds a divisor, after the flag's key was deleted")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key);
  }

  @Test
  @Order(5)
  @Rule("A connection that is not closed stays open as long as the process lives.")
  void no_connection_is_left() throws Exception {
    int left =
        server.connectionsLeftBy(
            () -> {
              server.ask("SET", key, "0");
              WorkerProcess.work(arguments(PRIME, SOME, 500));
              server.ask("DEL", key);
              assertThatThrownBy(() -> WorkerProcess.work(arguments(PRIME, SOME, 500)));
            });
    assertThat(left)
        .as(
            "how many connections are open after one call of work() that returned and one that"
                + " threw")
        .isZero();
    int leftByOthers =
        server.connectionsLeftBy(
            () -> {
              server.ask("SET", key, "0");
              WorkerProcess.work(arguments(667, new DivisorRange(3, 25), 1000));
              server.ask("DEL", key);
              server.ask("RPUSH", key, "0");
              assertThatThrownBy(() -> WorkerProcess.work(arguments(PRIME, SOME, 500)));
              server.ask("DEL", key);
            });
    assertThat(leftByOthers)
        .as(
            "how many connections are open after one call of work() that found a divisor and one"
                + " whose key was a list")
        .isZero();
  }

  private WorkerArguments arguments(long n, DivisorRange range, int checkEvery) {
    return new WorkerArguments(redis, key, n, range, checkEvery);
  }
}
