package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Thread.State;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisProxy;
import sharing.testkit.redis.RedisServer;
import sharing.testkit.threads.WatchedCall;

/** The connections of a flag that several threads use. */
@Order(1)
@DisplayName("A flag in Redis")
class SharedConnectionsTest {
  private static final long KEPT_NANOS = 200_000_000;

  private final String key = "test:flag:" + UUID.randomUUID();
  private URI server;
  private RedisInspector other;

  /** A call of one method of a flag. */
  private interface Use {
    void of(RedisFlag flag);
  }

  @BeforeEach
  void connect() throws Exception {
    server = RedisServer.shared();
    other = new RedisInspector(server);
  }

  @AfterEach
  void clean() throws Exception {
    other.ask("DEL", key);
    other.close();
  }

  @Test
  @Order(1)
  @Rule("A server accepts a limited number of connections: reuse them, and close them at the end.")
  void connections_are_reused_and_closed() throws Exception {
    int left =
        other.connectionsLeftBy(
            () -> {
              Set<String> before = other.clients();
              try (RedisFlag flag = RedisFlag.create(server, key)) {
                flag.raise();
                flag.isRaised();
                int few = other.newClients(before);
                for (int i = 0; i < 20; i++) {
                  flag.raise();
                  flag.isRaised();
                }
                assertThat(other.newClients(before) - few)
                    .as(
                        "how many more connections are open after 42 calls of one flag, one after"
                            + " another, than after 2")
                    .isLessThanOrEqualTo(2);
              }
            });
    assertThat(left).as("how many connections of a flag are open after its close()").isZero();
    int leftByFailure =
        other.connectionsLeftBy(
            () -> {
              try (RedisFlag flag = RedisFlag.create(server, key)) {
                assertThatThrownBy(
                        () -> RedisFlag.create(server, key),
                        "create(server, key), when a flag with this key exists")
                    .isInstanceOf(IllegalStateException.class);
              }
            });
    assertThat(leftByFailure)
        .as("how many connections are open after a create() that failed")
        .isZero();
  }

  @ParameterizedTest(name = "isRaised() and {0}()")
  @Order(2)
  @ValueSource(strings = {"isRaised", "raise"})
  @Rule("A connection is for one thread at a time: otherwise threads read each other's answers.")
  void two_threads_do_not_use_one_connection_at_once(String method) throws Exception {
    System.setProperty("sharing.redis.bound", "60000"); // The proxy holds back the answers.
    try (RedisProxy proxy = RedisProxy.counting(server, command -> command.mentions(key));
        RedisFlag flag = RedisFlag.create(proxy.uri(), key)) {
      proxy.hold();
      WatchedCall<Boolean> first = WatchedCall.start("first", flag::isRaised);
      first.until(hasSentAll(proxy));
      int byFirst = proxy.waiting();
      WatchedCall<Void> second =
          WatchedCall.start(
              "second",
              () -> {
                use(method).of(flag);
                return null;
              });
      second.until(sendsOrWaits(second.caller(), () -> proxy.waiting() > byFirst));
      int onOne = proxy.waitingOnOneConnection(); // One thread may send several.
      int byBoth = proxy.waiting();
      assertThat(byBoth > byFirst && onOne == byBoth ? 2 : 1)
          .as(
              "how many threads have sent commands on one connection before the first command was"
                  + " answered")
          .isEqualTo(1);
      proxy.release();
      boolean seen = first.result();
      second.result();
      if (!method.equals("raise")) { // Otherwise the first thread may see that the flag was raised.
        assertThat(seen)
            .as("isRaised() in the first thread")
            .withFailMessage(
                "\nExpected: isRaised() returns false in the first thread.\n"
                    + "Seen: it returned true.")
            .isFalse();
      }
    } finally {
      System.clearProperty("sharing.redis.bound");
    }
  }

  @Test
  @Order(3)
  @Rule("close() closes the connections of all threads that have used the flag.")
  void the_connections_of_all_threads_are_closed() throws Exception {
    Set<String> before = other.clients();
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch hasLooked = new CountDownLatch(1);
    RedisFlag flag = RedisFlag.create(server, key);
    WatchedCall<Void> another =
        WatchedCall.start(
            "another thread",
            () -> {
              try {
                flag.isRaised();
              } finally {
                hasLooked.countDown();
              }
              over.await();
              return null;
            });
    try {
      hasLooked.await();
      flag.isRaised();
      flag.close();
      assertThat(RedisInspector.settled(() -> other.newClients(before)))
          .as(
              "how many connections of a flag are open after its close(), when another thread"
                  + " used the flag, too")
          .isZero();
    } finally {
      over.countDown();
    }
    another.result();
  }

  @Test
  @Order(4)
  @Rule("close() must close the connections even if the server does not answer.")
  void a_close_that_fails_closes_the_connections() throws Exception {
    System.setProperty("sharing.redis.bound", "1000"); // close() waits this long for an answer.
    Set<String> before = other.clients();
    try (RedisProxy proxy = RedisProxy.counting(server, command -> command.mentions(key))) {
      RedisFlag flag = RedisFlag.create(proxy.uri(), key);
      proxy.hold();
      WatchedCall<Boolean> first = WatchedCall.start("first", flag::isRaised);
      WatchedCall<Boolean> second = WatchedCall.start("second", flag::isRaised);
      second.until(sendsOrWaits(second.caller(), () -> proxy.waiting() == 2));
      proxy.release();
      awaitEnd(first);
      awaitEnd(second);
      proxy.hold();
      assertThatThrownBy(flag::close, "close(), when the server does not answer")
          .isInstanceOf(IllegalStateException.class);
      assertThat(RedisInspector.settled(() -> other.newClients(before)))
          .as("how many connections are open after a close() that got no answer from the server")
          .isZero();
    } finally {
      System.clearProperty("sharing.redis.bound");
    }
  }

  @Test
  @Order(5)
  @Rule("An answer that comes too late must not be treated as the answer to the next command.")
  void a_late_answer_is_not_the_next_answer() throws Exception {
    other.ask("SET", key, "0", "EX", "60");
    System.setProperty("sharing.redis.bound", "300"); // The first check waits this long.
    try (RedisProxy proxy = RedisProxy.counting(server, command -> command.mentions(key));
        RedisFlag flag = RedisFlag.open(proxy.uri(), key)) {
      proxy.hold();
      assertThatThrownBy(flag::isRaised, "isRaised(), when the server does not answer")
          .isInstanceOf(IllegalStateException.class);
      other.ask("SET", key, "1", "EX", "60");
      proxy.release();
      assertThat(isLoweredAtLast(flag))
          .as("isRaised(), after a check without an answer, and then SET %s 1", key)
          .withFailMessage(
              "\nExpected: after SET %s 1, isRaised() returns true or throws an exception, even if"
                  + " the answer to an earlier check comes only now.\n"
                  + "Seen: it returned false.",
              key)
          .isFalse();
    } finally {
      System.clearProperty("sharing.redis.bound");
    }
  }

  /** Whether the first check that gets an answer finds the flag lowered. */
  private static boolean isLoweredAtLast(RedisFlag flag) {
    for (int i = 0; i < 10; i++) {
      try {
        return !flag.isRaised();
      } catch (IllegalStateException e) {
        // On a busy machine, this answer may be late, too.
      }
    }
    return false;
  }

  /** Waits for the call. On a busy machine it may time out, which is not an error here. */
  private static void awaitEnd(WatchedCall<Boolean> call) throws Exception {
    try {
      call.result();
    } catch (IllegalStateException e) {
      // The call has ended.
    }
  }

  private static Use use(String method) {
    return method.equals("raise") ? RedisFlag::raise : RedisFlag::isRaised;
  }

  /** Whether a command has come, and no other has followed it for some looks. */
  private static BooleanSupplier hasSentAll(RedisProxy proxy) {
    int[] seen = {0, 0};
    return () -> {
      int waiting = proxy.waiting();
      seen[1] = waiting == seen[0] ? seen[1] + 1 : 0;
      seen[0] = waiting;
      return waiting > 0 && seen[1] >= 20;
    };
  }

  /** Whether a thread has sent its command, or waits because of another thread. */
  private static BooleanSupplier sendsOrWaits(Thread thread, BooleanSupplier hasSent) {
    long[] waitsSince = {Long.MAX_VALUE};
    return () -> {
      boolean waits =
          Set.of(State.BLOCKED, State.WAITING, State.TIMED_WAITING).contains(thread.getState());
      waitsSince[0] = waits ? Math.min(waitsSince[0], System.nanoTime()) : Long.MAX_VALUE;
      return hasSent.getAsBoolean() || waits && System.nanoTime() - waitsSince[0] > KEPT_NANOS;
    };
  }
}
