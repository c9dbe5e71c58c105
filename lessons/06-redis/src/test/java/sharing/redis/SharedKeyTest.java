package sharing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sharing.testkit.Rule;
import sharing.testkit.redis.EachCommand;
import sharing.testkit.redis.RedisInspector;
import sharing.testkit.redis.RedisServer;

/** The key, when something happens between two commands of one call. */
@Order(1)
@DisplayName("A flag in Redis")
class SharedKeyTest {
  private final String key = "test:flag:" + UUID.randomUUID();
  private URI server;
  private RedisInspector other;

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
  @Rule("A list is neither 0 nor 1: this, too, must be an error for the caller.")
  void a_list_is_an_error() throws Exception {
    other.ask("RPUSH", key, "1");
    try (RedisFlag flag = RedisFlag.open(server, key)) {
      assertThatThrownBy(flag::isRaised, "isRaised(), when the key holds a list")
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  @Order(2)
  @Rule("Checking for a key and writing it are two steps: another client can write in between.")
  void create_never_replaces_a_flag_created_in_between() throws Exception {
    AtomicBoolean isMade = new AtomicBoolean();
    EachCommand.comesAfter(
        server,
        () -> isMade.set(other.ask("SET", key, "1", "EX", "60", "NX") != null),
        line -> {
          isMade.set(false);
          boolean hasThrown = fails("create", line.uri());
          if (isMade.get()) {
            String when =
                "when another client creates the key just before create() sends its "
                    + line.command();
            assertThat(hasThrown)
                .as("whether create() throws an IllegalStateException, " + when)
                .withFailMessage(
                    "\nExpected: create() throws an IllegalStateException, %s.\n"
                        + "Seen: it returned a flag.",
                    when)
                .isTrue();
            assertThat(other.ask("GET", key))
                .as("the server's answer to GET for the other client's key, " + when)
                .isEqualTo("1");
            assertThat(Long.parseLong(other.ask("TTL", key)))
                .as("the server's answer to TTL for the other client's key, " + when)
                .isBetween(1L, 60L);
          }
          other.ask("DEL", key);
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(3)
  @Rule("A key that another client deletes between two steps of a call must not come back.")
  @ValueSource(strings = {"raise", "lower", "isRaised"})
  void a_key_deleted_in_between_does_not_come_back(String method) throws Exception {
    EachCommand.comesAfter(
        server,
        () -> other.ask("DEL", key),
        line -> {
          other.ask("SET", key, "0", "EX", "60");
          fails(method, line.uri());
          if (line.hasHappened()) {
            assertThat(other.ask("EXISTS", key))
                .as(
                    "the server's answer to EXISTS for a key that was deleted just before %s() sent"
                        + " its %s",
                    method, line.command())
                .isEqualTo("0");
          }
        });
  }

  @ParameterizedTest(name = "{0}()")
  @Order(4)
  @Rule("A process can die between two commands: the key that it wrote must still expire.")
  @ValueSource(strings = {"create", "raise", "lower"})
  void a_key_expires_even_if_its_writer_dies(String method) throws Exception {
    for (boolean isThere : new boolean[] {!method.equals("create"), false}) {
      EachCommand.breaks(
          server,
          line -> {
            if (isThere) {
              other.ask("SET", key, "0", "EX", "60");
            }
            fails(method, line.uri());
            if (other.ask("EXISTS", key).equals("1")) {
              assertThat(Long.parseLong(other.ask("TTL", key)))
                  .as(
                      "the server's answer to TTL, in seconds (-1: never expires), for the flag's"
                          + " key, after a process died in %s(), before it sent its %s",
                      method, line.command())
                  .isPositive();
            }
            other.ask("DEL", key);
          });
    }
  }

  @ParameterizedTest(name = "{0}()")
  @Order(5)
  @Rule("A method that fails because the key is missing must not create it, not even briefly.")
  @ValueSource(strings = {"raise", "lower", "isRaised"})
  void a_missing_key_is_not_created_even_briefly(String method) throws Exception {
    boolean[] wasThere = {false};
    EachCommand.comesAfter(
        server,
        () -> wasThere[0] |= other.ask("EXISTS", key).equals("1"),
        line -> {
          fails(method, line.uri());
          assertThat(wasThere[0])
              .as("whether the key exists just before %s() sends its %s", method, line.command())
              .withFailMessage(
                  "\nExpected: %s() does not create a missing key.\n"
                      + "Seen: the key existed just before %s() sent its %s.",
                  method, method, line.command())
              .isFalse();
          other.ask("DEL", key);
        });
  }

  /**
   * Whether a method throws. The flag that uses the line is not closed, because a process that dies
   * closes nothing.
   */
  private boolean fails(String method, URI line) {
    try {
      if (method.equals("create")) {
        RedisFlag.create(line, key);
      } else {
        RedisFlag flag = RedisFlag.open(line, key);
        switch (method) {
          case "raise" -> flag.raise();
          case "lower" -> flag.lower();
          default -> flag.isRaised();
        }
      }
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
